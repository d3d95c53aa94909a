# SPDX-License-Identifier: LGPL-2.1-or-later
# Which failures of a log are refusals that have to be.
#
#	awk -v rules='RULE RULE=ERROR' -f judge.awk refusals LOG
#
# A failure is a line "FAIL: SCRIPT: CHECK" and the indented ones below it. It
# is as it has to be where a row of the table has one of the rules, the script,
# the check, and an extended regular expression that matches in those lines.
# Prints the others, and "unused" for a row of a rule that nothing has met, and
# at last how many of the first there were.

function is_ours(rule) {
	return index(" " rules " ", " " rule " ") > 0
}

# * stands for anything
function is_check(pattern, check) {
	gsub(/[][(){}.+?^$|\\]/, "\\\\&", pattern)
	gsub(/\*/, ".*", pattern)
	return check ~ "^" pattern "$"
}

function judge(	i) {
	if (name == "")
		return
	for (i = 1; i <= rows; i++) {
		if (script[i] == from && is_check(check[i], name) &&
		    details ~ refusal[i]) {
			met[i] = 1
			refused++
			name = ""
			return
		}
	}
	printf "FAIL: %s: %s\n%s", from, name, details
	name = ""
}

NR == FNR {
	if ($0 !~ /^#/ && split($0, cell, "\t") == 4 && is_ours(cell[1])) {
		rows++
		script[rows] = cell[2]
		check[rows] = cell[3]
		refusal[rows] = cell[4]
		line[rows] = $0
	}
	next
}

/^FAIL: / {
	judge()
	from = $2
	sub(/:$/, "", from)
	name = substr($0, length("FAIL: " from ": ") + 1)
	details = ""
	next
}

/^    / && name != "" {
	details = details $0 "\n"
	next
}

{
	judge()
}

END {
	judge()
	for (i = 1; i <= rows; i++) {
		# what was not run could not meet it
		if (!met[i] && (scripts == "" ||
		    index(" " scripts " ", " " script[i] " ")))
			printf "FAIL: refusals: unused: %s\n", line[i]
	}
	printf "refused: %d\n", refused
}
