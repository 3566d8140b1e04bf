using System.CommandLine;
using GlobalLb.Server.Running;

namespace GlobalLb.Server.Commands;

/// <summary>Which database a command works on; the same two options everywhere.</summary>
internal sealed class DatabaseOptions
{
    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "Use this PostgreSQL (14 or later), as a connection string: 'Host=db;Username=globallb;Password=…;Database=globallb'. Also GLOBALLB_POSTGRES, or GlobalLb:Postgres in appsettings.json. Without it a private one is started in the data folder",
        HelpName = "connection string",
    };

    private readonly Option<string?> _folder = new("--data")
    {
        Description = "The folder of everything kept on this machine (./data). Also GLOBALLB_DATA, or GlobalLb:Data in appsettings.json",
        HelpName = "folder",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_postgres);
        command.Options.Add(_folder);
    }

    public string? Postgres(ParseResult parsed) => parsed.GetValue(_postgres) ?? Settings.Find("Postgres");

    public string Folder(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_folder) ?? Settings.Find("Data") ?? "data");

    public Task<Database> OpenAsync(ParseResult parsed, CancellationToken cancellation) =>
        Database.OpenAsync(Postgres(parsed), Folder(parsed), cancellation);
}
