namespace GlobalLb.Store.Embedded;

/// <summary>What the private PostgreSQL needs to know.</summary>
/// <param name="Folder">The program's data folder, such as <c>./data</c>; the cluster lives in <c>postgres</c> below it.</param>
/// <param name="BinFolder">
/// Where <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> are; null: GLOBALLB_PG_BIN, else /usr/lib/postgresql, else PATH.
/// </param>
/// <param name="Account">The unprivileged account it runs as when we are root; null: <c>postgres</c>, else <c>globallb</c>.</param>
public sealed record EmbeddedPostgresOptions(string Folder, string? BinFolder = null, string? Account = null);
