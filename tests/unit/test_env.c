/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command, put together. */
#include "config.h"
#include "enter/env.h"
#include "words.h"

static const struct row {
	const char *name, *theirs, *ours, *set, *want;
} rows[] = {
	{ "an environment is taken as it is", "A=1 B=2", "", "", "A=1 B=2" },
	{ "an empty one is empty", "", "", "", "" },
	{ "a new one is added", "A=1", "", "B=2", "A=1 B=2" },
	{ "one that is there is replaced in its place", "A=1 B=2", "", "A=3",
	  "A=3 B=2" },
	{ "a longer name is another", "AB=1", "", "A=3", "AB=1 A=3" },
	{ "a shorter name is another", "A=1", "", "AB=3", "A=1 AB=3" },
	{ "an empty value is one", "A=1", "", "A=", "A=" },
	{ "= in a value stays", "A=1", "", "A=b=c", "A=b=c" },
	{ "a variable without = is not touched", "A B=1", "", "A=2",
	  "A B=1 A=2" },
	{ "the terminal's kind is ours", "TERM=dumb PATH=/bin",
	  "PATH=/usr/bin TERM=xterm", "", "TERM=xterm PATH=/bin" },
	{ "colours and language are ours", "PATH=/bin",
	  "LANG=C COLORTERM=truecolor HOME=/home/ann", "",
	  "PATH=/bin LANG=C COLORTERM=truecolor" },
	{ "what we have not stays theirs", "TERM=dumb", "HOME=/", "",
	  "TERM=dumb" },
	{ "names that only begin so are not taken", "A=1",
	  "TERMINAL=x LANGUAGE=de TERM_PROGRAM=y", "", "A=1" },
	{ "several are set in their order", "A=1", "", "C=3 B=2",
	  "A=1 C=3 B=2" },
	{ "set twice, the last one stands in the first one's place", "", "",
	  "A=1 B=2 A=3", "A=3 B=2" },
	{ "what is set stands above what is ours", "TERM=dumb", "TERM=xterm",
	  "TERM=vt100", "TERM=vt100" },
	{ "set to nothing is not taken away", "A=1 B=2", "", "A=", "A= B=2" },
	{ "nor are names without a value", "A=1", "TERM LANG", "", "A=1" },
};

static void render(const struct env *env, char *got, size_t size)
{
	size_t n = 0, count = 0;

	got[0] = '\0';
	for (char *const *var = env->vars; *var; var++, count++)
		n += (size_t)snprintf(got + n, size - n, "%s%s", n ? " " : "",
				      *var);
	assert_int_equal(count, env->count);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct words theirs, ours, set;
	struct env env = ENV_INIT;
	char got[512];

	assert_int_equal(env_from(&env, words_split(&theirs, row->theirs)), 0);
	assert_int_equal(env_mix(&env, words_split(&ours, row->ours)), 0);
	for (char **word = words_split(&set, row->set); *word; word++)
		assert_int_equal(env_set(&env, *word), 0);
	render(&env, got, sizeof(got));
	env_done(&env);
	expect_text(got, row->want);
}

static void a_value_is_got_by_its_whole_name(void **state)
{
	struct env env = ENV_INIT;
	struct words w;

	(void)state;
	env_from(&env, words_split(&w, "PATHS=x PATH=/bin:/usr EMPTY= BARE "
				       "PATH=second"));
	assert_string_equal(env_get(&env, "PATH"), "/bin:/usr");
	assert_string_equal(env_get(&env, "EMPTY"), "");
	assert_null(env_get(&env, "PAT"));
	assert_null(env_get(&env, "BARE"));
	assert_null(env_get(&env, ""));
	env_done(&env);
}

static void no_environment_is_an_empty_one(void **state)
{
	struct env env = ENV_INIT;

	(void)state;
	assert_int_equal(env_from(&env, NULL), 0);
	assert_int_equal(env.count, 0);
	/* execve(2) is handed a list that ends, not none */
	assert_non_null(env.vars);
	assert_null(env.vars[0]);
	assert_int_equal(env_mix(&env, NULL), 0);
	assert_int_equal(env.count, 0);
	env_done(&env);
}

#define MANY 10000

/* It may be the target's: as large as it likes to make it. */
static void a_large_one_is_kept_whole(void **state)
{
	static char *many[MANY + 1];
	static char texts[MANY][16];
	char extra[] = "EXTRA=1";
	struct env env = ENV_INIT;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		snprintf(texts[i], sizeof(texts[i]), "V%zu=%zu", i, i);
		many[i] = texts[i];
	}
	assert_int_equal(env_from(&env, many), 0);
	assert_int_equal(env_set(&env, extra), 0);
	assert_int_equal(env.count, MANY + 1);
	assert_null(env.vars[env.count]);
	assert_string_equal(env_get(&env, "V9999"), "9999");
	assert_string_equal(env_get(&env, "EXTRA"), "1");
	env_done(&env);
}

static void taken_anew_the_old_one_is_gone(void **state)
{
	struct env env = ENV_INIT;
	struct words w;

	(void)state;
	env_from(&env, words_split(&w, "A=1 B=2 C=3"));
	env_from(&env, words_split(&w, "D=4"));
	assert_int_equal(env.count, 1);
	assert_null(env_get(&env, "B"));
	assert_null(env.vars[1]);
	env_done(&env);
}

static void done_twice_is_done(void **state)
{
	struct env env = ENV_INIT;

	(void)state;
	env_from(&env, NULL);
	env.text = malloc(1);
	env_done(&env);
	assert_null(env.text);
	assert_null(env.vars);
	assert_int_equal(env.count, 0);
	env_done(&env);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "a value is got by its whole name",
		  a_value_is_got_by_its_whole_name, NULL);
	table_add(&table, "no environment is an empty one",
		  no_environment_is_an_empty_one, NULL);
	table_add(&table, "a large one is kept whole",
		  a_large_one_is_kept_whole, NULL);
	table_add(&table, "taken anew, the old one is gone",
		  taken_anew_the_old_one_is_gone, NULL);
	table_add(&table, "done twice is done", done_twice_is_done, NULL);
	return table_run("env", &table);
}
