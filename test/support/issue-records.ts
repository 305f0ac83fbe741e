const columns = ['issueId', 'principalId', 'taskId', 'issuedAt'];
const named = (name: (column: string) => string) =>
  columns.map((column) => `${name(column)} as "${column}"`).join(', ');

const moved = `select ${named((column) => `"${column}"`)} from "issuedUrls"`;

/** All records of issued URLs in the database itself, in the table and in the journal. */
export const issueRecords = {
  sqlite: `${moved} union
    select ${named((column) => `value ->> '${column}'`)} from "issueJournal", json_each(records)`,
  postgres: `${moved} union select ${named((column) => `record."${column}"`)} from "issueJournal",
    json_populate_recordset(null::"issuedUrls", cast(records as json)) as record`,
};
