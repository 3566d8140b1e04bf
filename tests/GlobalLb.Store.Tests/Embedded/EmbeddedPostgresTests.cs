using System.Diagnostics;
using System.Globalization;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GlobalLb.Store.Tests.Embedded;

[Collection(PostgresTests.Name)]
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_start_finds_what_the_first_kept_and_nothing_runs_in_between()
    {
        string dataFolder;
        await using (var first = await StartAsync())
        {
            dataFolder = first.DataFolder;
            Assert.True(first.StartedByUs);
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        Assert.Empty(await ServerProcesses.FindLeftAsync(dataFolder));
        await using var second = await StartAsync();
        Assert.Equal(dataFolder, second.DataFolder);
        Assert.Equal(42, await ExecuteAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task It_listens_on_no_network_and_in_a_session_of_its_own()
    {
        await using var postgres = await StartAsync();
        Assert.Equal("", await ExecuteAsync(postgres, "SHOW listen_addresses"));
        Assert.Equal("0700", await ExecuteAsync(postgres, "SHOW unix_socket_permissions"));
        var pid = (await File.ReadAllLinesAsync(Path.Combine(postgres.DataFolder, "postmaster.pid")))[0];
        var session = (await File.ReadAllTextAsync($"/proc/{pid}/stat")).Split(") ")[1].Split(' ')[3];
        var ours = (await File.ReadAllTextAsync($"/proc/{Environment.ProcessId}/stat")).Split(") ")[1].Split(' ')[3];
        Assert.NotEqual(ours, session);
    }

    [Fact]
    public async Task A_cluster_in_use_is_joined_and_the_last_to_leave_stops_it()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        Assert.True(first.StartedByUs);
        Assert.False(second.StartedByUs);
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        await second.DisposeAsync();
        Assert.Equal(1, await ExecuteAsync(first, "SELECT 1"));

        var third = await StartAsync();
        await first.DisposeAsync();
        Assert.Equal(1, await ExecuteAsync(third, "SELECT 1"));
        await third.DisposeAsync();
        Assert.Empty(await ServerProcesses.FindLeftAsync(first.DataFolder));
    }

    [Fact]
    public async Task Two_programs_that_start_at_once_share_one_server()
    {
        var both = await Task.WhenAll(StartAsync(), StartAsync());
        Assert.Single(both, postgres => postgres.StartedByUs);
        foreach (var postgres in both) Assert.Equal(1, await ExecuteAsync(postgres, "SELECT 1"));
        foreach (var postgres in both) await postgres.DisposeAsync();
    }

    [Fact]
    public async Task A_server_left_running_by_a_killed_program_is_adopted_and_stopped()
    {
        var killed = await StartAsync();
        await LetGoAsync(killed);
        await using (var next = await StartAsync())
        {
            Assert.True(next.StartedByUs);
            Assert.Equal(1, await ExecuteAsync(next, "SELECT 1"));
        }

        Assert.Empty(await ServerProcesses.FindLeftAsync(killed.DataFolder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_everything_was_killed_the_next_start_recovers(bool isNumberReused)
    {
        await using var killed = await StartAsync();
        await ExecuteAsync(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
        await ServerProcesses.KillAsync(killed.DataFolder);
        var pidFile = Path.Combine(killed.DataFolder, "postmaster.pid");
        using var stranger = Process.Start(StrangerOf(await ClusterAccount.FindAsync(null, CancellationToken.None)))!;
        if (isNumberReused)
        {
            var lines = await File.ReadAllLinesAsync(pidFile);
            lines[0] = stranger.Id.ToString(CultureInfo.InvariantCulture);
            await File.WriteAllLinesAsync(pidFile, lines);
        }

        await using var next = await StartAsync();
        Assert.Equal(42, await ExecuteAsync(next, "SELECT answer FROM kept"));
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task A_cluster_interrupted_in_the_making_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "postgres.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "postgres.new", "PG_VERSION"), "15");
        await using var postgres = await StartAsync();
        Assert.Equal(1, await ExecuteAsync(postgres, "SELECT 1"));
    }

    [Theory]
    [InlineData("a folder with blanks, commas, 'quotes' and $(ls)")]
    [InlineData("a-path-so-long-that-no-socket-address-can-hold-it/and-then-some-more-of-it-to-be-quite-sure-of-that/0123456789")]
    public async Task The_path_of_the_folder_does_not_matter(string below)
    {
        string socketFolder;
        await using (var postgres = await EmbeddedPostgres.StartAsync(new(Path.Combine(_folder.Path, below)), NullLogger.Instance))
        {
            Assert.StartsWith(_folder.Path, postgres.DataFolder, StringComparison.Ordinal);
            Assert.Equal(1, await ExecuteAsync(postgres, "SELECT 1"));
            socketFolder = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!;
            Assert.True(Directory.Exists(socketFolder));
        }

        Assert.False(Directory.Exists(socketFolder));
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(new(_folder.Path), NullLogger.Instance);

    /// <summary>Makes it as after SIGKILL of the program: the server runs, and nobody holds the locks.</summary>
    private static async Task LetGoAsync(EmbeddedPostgres postgres)
    {
        await ServerProcesses.StopAsync(postgres);
        await postgres.DisposeAsync();
        await ServerProcesses.StartAsync(postgres);
    }

    // PostgreSQL believes a pid file that names a process of its own account.
    private static ProcessStartInfo StrangerOf(ClusterAccount account)
    {
        var words = account.Words("sleep", "600");
        return new ProcessStartInfo(words[0], words.Skip(1));
    }

    private static async Task<object?> ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
