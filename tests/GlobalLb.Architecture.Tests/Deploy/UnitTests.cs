using System.Diagnostics;
using System.Net;
using Npgsql;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The systemd units start programs of ours with arguments they understand, and let them do no more than they must.</summary>
public sealed class UnitTests
{
    public static TheoryData<string> Paths => [.. UnitFile.All.Select(unit => unit.Path)];

    [Fact]
    public void There_is_a_unit_for_everything_together_and_one_for_each_role() =>
        Assert.Equal(["globallb", "globallb-control", "globallb-edge", "globallb-web"], UnitFile.All.Select(unit => unit.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_runs_a_program_of_ours_with_arguments_that_are_understood(string path)
    {
        var unit = Find(path);
        var project = unit.IsEdgeProgram ? "src/GlobalLb.Edge" : "src/GlobalLb.Server";
        var program = Checkout.AssemblyNameOf(project);
        Assert.Equal(["/usr/bin/dotnet", $"/opt/{program}/{program}.dll"], unit.Run.Take(2));
        Assert.Empty(unit.IsEdgeProgram
            ? CommandLines.ProblemsOfEdge(unit.Arguments, EnvironmentFile.Read(unit.EnvironmentFilePath))
            : CommandLines.ProblemsOfServer(unit.Arguments));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Its_environment_file_has_an_example_with_variables_that_are_read_and_no_secret(string path)
    {
        var example = EnvironmentFile.Read(Find(path).EnvironmentFilePath);
        Assert.Empty(example.Keys.Except(Variables.Read));
        Assert.Equal("FILL-IN", example["GLOBALLB_FEED_KEY"]);
        if (example.TryGetValue("GLOBALLB_POSTGRES", out var postgres)) Assert.Equal("FILL-IN", new NpgsqlConnectionStringBuilder(postgres).Password);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_keeps_everything_in_its_state_folder(string path)
    {
        var unit = Find(path);
        var folder = $"/var/lib/{unit["Service.StateDirectory"]}";
        Assert.Equal(unit.Name, unit["Service.StateDirectory"]);
        Assert.Equal(folder, CommandLines.ValueOf(unit.Arguments, unit.IsEdgeProgram ? "--state" : "--data"));
        Assert.Equal(folder, unit["Service.WorkingDirectory"]);
        Assert.Equal("0700", unit["Service.StateDirectoryMode"]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_has_an_account_of_its_own_and_the_one_capability_that_port_53_needs(string path)
    {
        var unit = Find(path);
        if (unit["Service.User"] is { } user) Assert.Contains($"\nu {user} - ", Repository.Read("deploy/systemd/globallb.sysusers.conf"), StringComparison.Ordinal);
        else Assert.Equal("yes", unit["Service.DynamicUser"]);
        var needs = CommandLines.ValueOf(unit.Arguments, "--dns") is { } dns && IPEndPoint.Parse(dns).Port < 1024;
        Assert.Equal(needs ? "CAP_NET_BIND_SERVICE" : "", unit["Service.CapabilityBoundingSet"]);
        Assert.Equal(needs ? "CAP_NET_BIND_SERVICE" : null, unit["Service.AmbientCapabilities"]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_comes_back_after_a_failure_and_may_do_little_else(string path)
    {
        var unit = Find(path);
        Assert.Equal("on-failure", unit["Service.Restart"]);
        Assert.Equal("strict", unit["Service.ProtectSystem"]);
        Assert.Equal("@system-service", unit["Service.SystemCallFilter"]);
        Assert.All(
            ["NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "ProtectKernelTunables", "ProtectKernelModules", "ProtectControlGroups", "RestrictSUIDSGID", "RestrictNamespaces", "LockPersonality"],
            key => Assert.Equal("yes", unit[$"Service.{key}"]));

        // A compiler at run time needs memory it can write and then run.
        Assert.Null(unit["Service.MemoryDenyWriteExecute"]);
    }

    [Fact]
    public void The_edge_follows_the_port_that_control_serves_the_feed_on()
    {
        var control = new Uri(CommandLines.ValueOf(Find("deploy/systemd/globallb-control.service").Arguments, "--web")!);
        var edge = Find("deploy/systemd/globallb-edge.service");
        Assert.Equal(control.Port, CommandLines.ReadEdge(edge.Arguments, EnvironmentFile.Read(edge.EnvironmentFilePath)).Control!.Port);
        Assert.NotEqual(control.Port, new Uri(CommandLines.ValueOf(Find("deploy/systemd/globallb-web.service").Arguments, "--web")!).Port);
    }

    [SystemdTheory]
    [MemberData(nameof(Paths))]
    public async Task Systemd_finds_no_fault_with_it(string path)
    {
        var folder = Directory.CreateTempSubdirectory("globallb-units-");
        try
        {
            // It looks whether the program is there: it must not matter where this machine keeps dotnet.
            var copy = Path.Combine(folder.FullName, Path.GetFileName(path));
            await File.WriteAllTextAsync(copy, Repository.Read(path).Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal));
            using var process = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", copy]) { RedirectStandardError = true })!;
            var complaints = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal((0, ""), (process.ExitCode, string.Join('\n', complaints.Split('\n').Where(line => line.Contains(Path.GetFileName(path), StringComparison.Ordinal)))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static UnitFile Find(string path) => UnitFile.All.Single(unit => unit.Path == path);
}
