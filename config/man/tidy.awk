# Drops the paragraph macros of scdoc's output that do nothing, of which mandoc -Tlint complains.
/^\.PP?$/ { waiting = 1; next }
{
	if (waiting && !/^\.(SH|SS|RE)/ && last !~ /^\.(SH|SS|TH)/)
		print ".P"
	waiting = 0
	print
	last = $0
}
