/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uenter --doctor: measure, judge, print. */
#include "config.h"
#include "doctor/doctor.h"
#include "doctor/measure.h"
#include "doctor/report.h"

bool doctor_print(bool json, FILE *to)
{
	static struct doctor_facts facts;
	static struct doctor_report report;
	bool possible;

	doctor_measure(&facts);
	possible = doctor_judge(&facts, &report);
	report_print(&report, possible, json, to);
	return possible;
}
