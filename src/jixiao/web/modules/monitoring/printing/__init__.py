"""The official form of monitoring and lists, as files for offices: words stay words, amounts are numbers in 万元."""
