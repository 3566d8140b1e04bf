using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary>The configuration as a file, into a private PostgreSQL and out of it.</summary>
public sealed class ConfigCommandTests(ITestOutputHelper output) : PrivateDatabaseTest(output)
{
    private static readonly string Start = TwoRegions("{kind: failover, order: [{kind: pool, pool: eu-web}, {kind: pool, pool: us-web}]}");

    [Fact(Timeout = 240_000)]
    public async Task What_is_exported_and_applied_changes_nothing_and_a_change_is_planned_before_it_is_one_version()
    {
        var file = await WriteAsync("globallb.yaml", Start);
        await RunAsync(0, @"\+ zones: \{name: example\.test\.(.|\n)*www\.example\.test\. begins to be steered(.|\n)*nothing was changed \(version 0\)", "config", "plan", file);
        await RunAsync(0, "applied as version 1", "config", "apply", file, "--comment", "the first");

        var exported = Stage.Folder.In("exported.yaml");
        await RunAsync(0, "", "config", "export", "--output", exported);
        var text = await File.ReadAllTextAsync(exported);
        Assert.Contains("weight: 0", text, StringComparison.Ordinal);
        await RunAsync(0, "nothing to change: version 1 says the same", "config", "apply", exported);

        // The same in a folder of several files, in another order.
        var part = text.IndexOf("\npools:", StringComparison.Ordinal);
        await WriteAsync("parts/a.yaml", text[part..]);
        await WriteAsync("parts/b.yaml", text[..part]);
        await RunAsync(0, "nothing to change", "config", "plan", Stage.Folder.In("parts"));

        await WriteAsync("globallb.yaml", Start.Replace("[{kind: pool, pool: eu-web}, {kind: pool, pool: us-web}]", "[{kind: pool, pool: us-web}, {kind: pool, pool: eu-web}]", StringComparison.Ordinal));
        await RunAsync(
            0,
            @"~ zones\[example\.test\.\]\.steeredNames\[www\.example\.test\.\]\.policy\.order\[0\]\.pool: eu-web → us-web\n(.|\n)*~ www\.example\.test\. for all clients: eu \(eu-web\) → us \(us-web\)(.|\n)*nothing was changed \(version 1\)",
            "config", "plan", file);
        await RunAsync(0, "applied as version 2", "config", "apply", file);
    }

    [Fact(Timeout = 240_000)]
    public async Task What_would_remove_most_names_needs_a_word_and_what_would_remove_all_is_refused()
    {
        var records = string.Concat(Enumerable.Range(1, 20).Select(i => $"\n      - {{name: host-{i}.example.test., type: A, value: 192.0.2.{i}}}"));
        const string Last = "- {name: ns1.example.test., type: A, value: 192.0.2.53}";
        var large = await WriteAsync("large.yaml", Start.Replace(Last, Last + records, StringComparison.Ordinal));
        var small = await WriteAsync("small.yaml", Start);
        await RunAsync(0, "applied as version 1", "config", "apply", large);
        await RunAsync(0, "20 of 23 names would be removed at once; confirm that this is meant: apply it with --confirm", "config", "plan", small);
        await RunAsync(3, "nothing was changed: 20 of 23 names would be removed at once; confirm that this is meant with --confirm", "config", "apply", small);
        await RunAsync(0, "applied as version 2", "config", "apply", small, "--confirm");

        var none = await WriteAsync("none.yaml", Start[..Start.IndexOf("zones:", StringComparison.Ordinal)]);
        await RunAsync(3, "this would be refused: no zone would be left", "config", "plan", none);
        await RunAsync(3, "no zone would be left", "config", "apply", none, "--confirm");
        await RunAsync(3, "this says nothing, and would remove everything", "config", "apply", await WriteAsync("empty.yaml", "# nothing\n"), "--confirm");
        await RunAsync(3, @"wrong\.yaml:1:13: a region has no member 'cod'; did you mean 'code'\?(.|\n)*nothing was changed: correct the 2 problems first", "config", "apply", await WriteAsync("wrong.yaml", "regions: [ {cod: x, name: y} ]"));
    }
}
