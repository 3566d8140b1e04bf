using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Store.Configurations;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Store.Tests.Configurations;

public sealed class ConfigurationEditTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private ConfigurationEdit Edit => Get<ConfigurationEdit>();

    private ConfigurationVersions Versions => Get<ConfigurationVersions>();

    [Fact]
    public async Task A_valid_edit_becomes_the_next_version()
    {
        Assert.Equal(new EditOutcome.Accepted(1), await Edit.ApplyAsync(new("anna", "begin", 0), _ => Samples.Document));
        Assert.Equal(new EditOutcome.Accepted(2), await Edit.ApplyAsync(new("ben", "rename", 1), document => document.WithRegionNamed("Cork")));

        var newest = await Versions.NewestAsync();
        Assert.Equal((2L, "ben", "rename", Clock.Now), (newest!.Version, newest.Author, newest.Comment, newest.CreatedAt));
        Assert.Equal(ConfigurationJson.Write(Samples.Document.WithRegionNamed("Cork")), ConfigurationJson.Write(newest.Document));
        Assert.Equal(ConfigurationJson.Write(Samples.Document), ConfigurationJson.Write((await Versions.FindAsync(1))!.Document));
    }

    [Fact]
    public async Task An_edit_with_problems_changes_nothing()
    {
        var rejected = Assert.IsType<EditOutcome.Rejected>(await Edit.ApplyAsync(
            new("anna", "", 0), _ => Samples.Document with { Regions = [Samples.RegionOf("eu-west", "")] }));
        Assert.Contains(rejected.Problems, problem => problem.Path == "regions[eu-west].name");
        Assert.Contains(rejected.Problems, problem => problem.Path.StartsWith("pools[us-web]", StringComparison.Ordinal));
        Assert.Null(await Versions.NewestAsync());
        Assert.Equal(0L, await ExecuteAsync("SELECT count(*) FROM globallb.regions"));
    }

    [Fact]
    public async Task An_edit_that_breaks_an_expectation_is_rejected_with_the_trace()
    {
        var expectation = new Expectation { Name = DomainName.Parse("www.example.test"), Client = "203.0.113.7", Down = ["eu-west"], Expect = "us-east" };
        Assert.IsType<EditOutcome.Accepted>(await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document with { Expectations = [expectation] }));
        Assert.IsType<EditOutcome.Accepted>(await Edit.ApplyAsync(new("anna", "", 1), document => document with { Regions = document.Regions.SetItem(1, document.Regions[1] with { State = RegionState.Drained }) }));
        var rejected = Assert.IsType<EditOutcome.Rejected>(await Edit.ApplyAsync(
            new("ben", "", 2), document => document.WithZone(zone => zone with { SteeredNames = [zone.SteeredNames[0] with { Policy = Samples.Leaf("eu-web") }] })));
        var problem = Assert.Single(rejected.Problems);
        Assert.Equal("expectations[0]", problem.Path);
        Assert.StartsWith("www.example.test: client 203.0.113.7 with eu-west down → us-east: does not hold, the answer is eu-west (eu-web), by fallback (", problem.Sentence, StringComparison.Ordinal);
        Assert.Contains("pool eu-web in eu-west: 0 of 1 IPv4 endpoints available", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_is_held_against_the_places_that_its_author_has()
    {
        var places = PlaceTable.Compile([(IPNetwork.Parse("198.18.0.0/24"), Place.OfCountry("FR"))]);
        var expectation = new Expectation { Name = DomainName.Parse("www.example.test"), Client = "198.18.0.7", Expect = "eu-west" };
        ConfigurationDocument With(string place) => (Samples.Document with { Expectations = [expectation] }).WithZone(zone => zone with
        {
            SteeredNames = [zone.SteeredNames[0] with { Policy = new GeographicNode { Branches = [new GeographicBranch([Match(place)], Samples.Leaf("eu-web"))], Otherwise = Samples.Leaf("us-web") } }],
        });
        var rejected = Assert.IsType<EditOutcome.Rejected>(await Edit.ApplyAsync(new("anna", "", 0) { Places = places }, _ => With("continent:AS")));
        Assert.Equal("expectations[0]", Assert.Single(rejected.Problems).Path);
        Assert.IsType<EditOutcome.Accepted>(await Edit.ApplyAsync(new("anna", "", 0) { Places = places }, _ => With("continent:EU")));
        Assert.IsType<EditOutcome.Accepted>(await Edit.ApplyAsync(new("ben", "", 1), _ => With("continent:AS")));

        static PlaceMatch Match(string text) => PlaceMatch.TryParse(text, out var match, out var problem) ? match : throw new FormatException(problem);
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_cannot_store_is_a_problem_and_no_crash()
    {
        var rejected = Assert.IsType<EditOutcome.Rejected>(
            await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document.WithRegionNamed("Du\0blin")));
        Assert.Contains("NUL", Assert.Single(rejected.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_of_an_older_version_is_outdated()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        Assert.Equal(
            new EditOutcome.Outdated(1),
            await Edit.ApplyAsync(new("ben", "", 0), _ => throw new InvalidOperationException("must not be asked")));
    }

    [Fact]
    public async Task Of_two_edits_at_once_one_is_outdated()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        await using var other = Open();
        var outcomes = await Task.WhenAll(
            Edit.ApplyAsync(new("anna", "", 1), document => document.WithRegionNamed("Cork")),
            other.GetRequiredService<ConfigurationEdit>().ApplyAsync(new("ben", "", 1), document => document.WithRegionNamed("Galway")));
        Assert.Single(outcomes, new EditOutcome.Accepted(2));
        Assert.Single(outcomes, new EditOutcome.Outdated(2));
    }

    [Fact]
    public async Task An_edit_that_removes_most_names_needs_to_be_confirmed()
    {
        var zone = Samples.Document.Zones[0];
        var many = Samples.Document with
        {
            Zones = [zone with { Records = [.. zone.Records, .. Enumerable.Range(0, 40).Select(Host)] }],
        };
        await Edit.ApplyAsync(new("anna", "", 0), _ => many);
        var rejected = Assert.IsType<EditOutcome.Rejected>(await Edit.ApplyAsync(new("ben", "", 1), _ => Samples.Document));
        Assert.Equal(EditOutcome.SizePath, Assert.Single(rejected.Problems).Path);
        Assert.Equal(new EditOutcome.Accepted(2), await Edit.ApplyAsync(new("ben", "", 1, IsConfirmed: true), _ => Samples.Document));

        Record Host(int number) => new()
        {
            Name = DomainName.Parse($"h{number}.{zone.Name}"),
            Type = RecordType.A,
            Value = $"192.0.2.{number}",
        };
    }

    [Fact]
    public async Task The_last_zone_is_never_removed()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        var rejected = Assert.IsType<EditOutcome.Rejected>(
            await Edit.ApplyAsync(new("anna", "", 1, IsConfirmed: true), document => document with { Zones = [] }));
        Assert.Equal(EditOutcome.SizePath, Assert.Single(rejected.Problems).Path);
    }

    [Fact]
    public async Task Edits_of_the_newest_stand_in_line()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Edit.ApplyToNewestAsync(
            "machine", "", document => document with { Regions = document.Regions.Add(Samples.RegionOf($"region-{i}", "x")) })));
        var newest = await Versions.NewestAsync();
        Assert.Equal(9, newest!.Version);
        Assert.Equal(10, newest.Document.Regions.Length);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_makes_no_version()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        Assert.Equal(new EditOutcome.Unchanged(1), await Edit.ApplyAsync(new("anna", "", 1), document => document with { }));
        Assert.Single(await Versions.ListAsync(10, null));
    }

    [Fact]
    public async Task Restoring_a_version_is_an_edit()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        await Edit.ApplyAsync(new("anna", "", 1), document => document.WithRegionNamed("Cork"));
        Assert.Equal(new EditOutcome.Outdated(2), await Edit.RestoreAsync(new("ben", "", 1), 1));
        Assert.Equal(new EditOutcome.Accepted(3), await Edit.RestoreAsync(new("ben", "back", 2), 1));
        Assert.Equal(ConfigurationJson.Write(Samples.Document), ConfigurationJson.Write((await Versions.NewestAsync())!.Document));
        var rejected = Assert.IsType<EditOutcome.Rejected>(await Edit.RestoreAsync(new("ben", "", 3), 77));
        Assert.Contains("version 77", Assert.Single(rejected.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_and_found_by_time()
    {
        for (var i = 1; i <= 4; i++)
        {
            await Edit.ApplyToNewestAsync("anna", $"edit {i}", _ => Samples.Document.WithRegionNamed($"Name {i}"));
            Clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal([4, 3], (await Versions.ListAsync(2, null)).Select(version => version.Version));
        Assert.Equal([2, 1], (await Versions.ListAsync(2, 3)).Select(version => version.Version));
        Assert.Equal(2, (await Versions.AtAsync(Clock.Now - TimeSpan.FromHours(2.5)))!.Version);
        Assert.Null(await Versions.AtAsync(Clock.Now - TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task Rows_are_what_the_document_says_after_every_edit()
    {
        Func<ConfigurationDocument, ConfigurationDocument>[] edits =
        [
            _ => Samples.Document,
            document => document.WithRegionNamed("Cork") with { Places = [] },
            document => document.WithZone(zone => zone with
            {
                Records = [.. zone.Records.Select(record => record with { Ttl = 60 }), Samples.RecordOf("mail.example.test", RecordType.TXT, "\"hello\"")],
            }),
            // The endpoint moves to a pool that is new, in a region that is new, while its old pool goes.
            document => document with
            {
                Regions = [document.Regions[1], Samples.RegionOf("ap-south", "Mumbai") with { Drill = new Drill(Clock.Now.AddHours(1), "anna") }],
                Pools = [document.Pools[1], document.Pools[0] with { Code = new("ap-web"), Region = new("ap-south"), Probe = null }],
                Zones = [.. document.Zones.Select(zone => zone with
                {
                    SteeredNames = [zone.SteeredNames[0] with { Policy = new WeightedNode { Branches = [new(3, Samples.Leaf("us-web")), new(0, Samples.Leaf("ap-web"))] } }],
                })],
            },
            document => document.WithZone(zone => zone with { Name = DomainName.Parse("EXAMPLE.test"), Records = zone.Records.RemoveAt(1) }),
            document => document with
            {
                Pools = [document.Pools[0] with { Endpoints = [document.Pools[0].Endpoints[0] with { Address = IPAddress.Parse("198.51.100.9"), Weight = 7 }] }, document.Pools[1]],
            },
            document => document with { Regions = [], Pools = [], Places = [], Zones = [document.Zones[0] with { SteeredNames = [] }] },
        ];
        foreach (var edit in edits)
        {
            Assert.IsType<EditOutcome.Accepted>(await Edit.ApplyToNewestAsync("anna", "", edit));
            var document = (await Versions.NewestAsync())!.Document;
            await using var context = await OpenContextAsync();
            // A name that only changes its case is the same name: rows may keep the old.
            Assert.Equal(
                ConfigurationJson.Write(document.Sorted()),
                ConfigurationJson.Write((await RowReading.ReadAsync(context)).Sorted()),
                ignoreCase: true);
        }
    }

    [Fact]
    public async Task An_edit_touches_only_the_rows_that_differ()
    {
        await Edit.ApplyAsync(new("anna", "", 0), _ => Samples.Document);
        const string RowsAsWritten =
            """
            SELECT string_agg(place, ',' ORDER BY place) FROM (
                SELECT 'zone' || xmin::text AS place FROM globallb.zones UNION ALL SELECT 'pool' || xmin::text FROM globallb.pools
                UNION ALL SELECT 'name' || xmin::text FROM globallb.steered_names UNION ALL SELECT 'record' || xmin::text FROM globallb.records
                UNION ALL SELECT 'endpoint' || xmin::text FROM globallb.endpoints) AS rows
            """;
        var before = await ExecuteAsync(RowsAsWritten);
        await Edit.ApplyAsync(new("anna", "", 1), document => document.WithRegionNamed("Cork"));
        Assert.Equal(before, await ExecuteAsync(RowsAsWritten));
    }

    [Fact]
    public async Task Without_a_database_an_edit_says_so_and_does_not_throw()
    {
        await using var nowhere = new ServiceCollection()
            .AddGlobalLbStore("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2").BuildServiceProvider();
        var edit = nowhere.GetRequiredService<ConfigurationEdit>();
        var unavailable = Assert.IsType<EditOutcome.Unavailable>(await edit.ApplyAsync(new("anna", "", 0), document => document));
        Assert.Contains("refused", unavailable.Reason, StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Unavailable>(await edit.RestoreAsync(new("anna", "", 0), 1));
    }
}
