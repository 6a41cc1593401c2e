export const GIT_IGNORE_FILE = '.gitignore';

/** What git must not keep of a study folder: records of people, tables they came in, and what is made from them. */
export const GIT_IGNORE = `# Records describe people, and what git has kept it never forgets. Only the study document belongs here.
# 记录涉及真实患者，而 git 一经保存便无法彻底删除；此处只应保存研究文档。
/records/
/source/
*.csv
*.tsv
*.xls
*.xlsx
*.xlsm
*.parquet
*.db
*.db-*
*.sqlite
*.sqlite-*
*.sqlite3
*.sqlite3-*
.casewright-database-*
*.sav
*.dta

# reports and their parts; a team's report opens patients
# 报告及其各部分；团队报告可查看患者
/report*/
/out*/
*.html
*.docx
*.pdf
results.json
`;
