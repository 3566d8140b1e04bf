using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Store.Tests.Embedded;

public sealed class StartFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cluster_of_another_version_is_named_with_what_to_do()
    {
        var account = await ClusterAccount.FindAsync(null, CancellationToken.None);
        var cluster = Path.Combine(_folder.Path, "postgres");
        await account.MakeFolderAsync(cluster, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "11\n");
        await AssertFailsAsync(new(_folder.Path), "made by PostgreSQL 11", "are version ", "apt-get install postgresql-11");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        // A folder below a file cannot be made by root either.
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await AssertFailsAsync(new($"{file}/data"), $"{file}/data cannot be written", "choose another");
    }

    [Fact]
    public async Task A_folder_with_foreign_files_is_left_alone()
    {
        var account = await ClusterAccount.FindAsync(null, CancellationToken.None);
        var cluster = Path.Combine(_folder.Path, "postgres");
        await account.MakeFolderAsync(cluster, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(cluster, "letter.txt"), "dear");
        await AssertFailsAsync(new(_folder.Path), "holds files but no PostgreSQL cluster");
        Assert.Equal("dear", await File.ReadAllTextAsync(Path.Combine(cluster, "letter.txt")));
    }

    [Fact]
    public async Task Programs_that_are_too_old_are_refused()
    {
        foreach (var name in (string[])["postgres", "initdb", "pg_ctl"])
        {
            var path = Path.Combine(_folder.Path, name);
            await File.WriteAllTextAsync(path, "#!/bin/sh\necho 'postgres (PostgreSQL) 13.18 (Debian 13.18-1)'\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
        }

        await AssertFailsAsync(new(_folder.Path, BinFolder: _folder.Path), "has version 13", "at least 14");
    }

    [Fact]
    public async Task Programs_that_are_not_there_are_asked_for() =>
        await AssertFailsAsync(new(_folder.Path, BinFolder: "/nowhere"), "no programs postgres, initdb, pg_ctl in /nowhere");

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 18beta1", 18)]
    [InlineData("sh: not found", null)]
    [InlineData("postgres (PostgreSQL)", null)]
    public void Versions_are_read_from_what_programs_say(string output, int? version) =>
        Assert.Equal(version, PostgresPrograms.ParseVersion(output));

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_with_what_to_check()
    {
        var failure = await Assert.ThrowsAsync<StartFailure>(
            () => EmbeddedPostgres.CheckServerAsync("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=5"));
        Assert.Contains("127.0.0.1:1 cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.Contains("check that it runs", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hsot=x", "cannot be read")]
    [InlineData("Username=x", "names no server")]
    public async Task A_connection_string_that_is_wrong_is_explained(string connectionString, string part)
    {
        var failure = await Assert.ThrowsAsync<StartFailure>(() => EmbeddedPostgres.CheckServerAsync(connectionString));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(130018, false)]
    [InlineData(140000, true)]
    [InlineData(180001, true)]
    public void Servers_from_version_14_on_will_do(int number, bool willDo) => Assert.Equal(willDo, ServerCheck.Complaint(number) is null);

    private static async Task AssertFailsAsync(EmbeddedPostgresOptions options, params string[] parts)
    {
        var failure = await Assert.ThrowsAsync<StartFailure>(() => EmbeddedPostgres.StartAsync(options, NullLogger.Instance));
        foreach (var part in parts) Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }
}
