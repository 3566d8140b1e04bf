using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary>Measured latencies from a file, into a private PostgreSQL.</summary>
public sealed class LatencyCommandTests(ITestOutputHelper output) : PrivateDatabaseTest(output)
{
    private static readonly string Start = TwoRegions("{kind: fastest, branches: [{node: {kind: pool, pool: eu-web}}, {node: {kind: pool, pool: us-web}}]}");

    private static readonly string[] Countries = ["DE", "FR", "SE", "NO", "FI", "DK", "PL", "IT", "ES", "PT", "AT", "CH"];

    [Fact(Timeout = 240_000)]
    public async Task Measurements_are_one_version_and_what_only_wavered_stays()
    {
        await RunAsync(0, "applied as version 1", "config", "apply", await WriteAsync("globallb.yaml", Start));
        var wrong = await WriteAsync("wrong.csv", "# place,region,milliseconds\ncountry:DE,eu,20\n\ncountry:XX,eu,20\ncountry:DE,asia,20\ncountry:DE,us,0\ncountry:DE,us");
        await RunAsync(
            3,
            @"wrong\.csv:4: 'XX' is no ISO 3166-1 country code(.|\n)*wrong\.csv:5: there is no region 'asia'; write one of eu, us\n(.|\n)*wrong\.csv:6: '0' is no latency(.|\n)*wrong\.csv:7: 'country:DE,us' is no place, region and milliseconds(.|\n)*nothing is imported: correct the 4 problems first",
            "latency", "import", wrong);

        var first = await WriteAsync("first.csv", "country:DE,eu,20 # measured twice\ncountry:DE,eu,25\n203.0.113.0/24 , us , 80.5");
        await RunAsync(0, @"\+ country:DE eu: 25 ms\n(.|\n)*\+ 203\.0\.113\.0/24 us: 80\.5 ms\n(.|\n)*2 added, 0 changed, 0 kept within 10 %\n(.|\n)*imported as version 2", "latency", "import", first);
        await RunAsync(0, "nothing to change: version 2 says the same", "latency", "import", first);
        await RunAsync(
            0,
            @"= country:DE eu: 25 ms stays, 27 ms measured\n(.|\n)*~ 203\.0\.113\.0/24 us: 80\.5 → 120 ms\n(.|\n)*0 added, 1 changed, 1 kept within 10 %(.|\n)*imported as version 3",
            "latency", "import", await WriteAsync("second.csv", "country:DE,eu,27\n203.0.113.0/24,us,120"));
        await RunAsync(0, @"~ country:DE eu: 25 → 27 ms\n(.|\n)*imported as version 4", "latency", "import", await WriteAsync("third.csv", "country:DE,eu,27"), "--band", "5");

        // What was not measured again is still there.
        await RunAsync(0, @"- \{place: country:DE, region: eu, milliseconds: 27\}\n(.|\n)*- \{place: 203\.0\.113\.0/24, region: us, milliseconds: 120\}", "config", "export");
    }

    [Fact(Timeout = 240_000)]
    public async Task What_would_change_most_values_needs_a_word()
    {
        await RunAsync(0, "applied as version 1", "config", "apply", await WriteAsync("globallb.yaml", Start));
        await RunAsync(0, "12 added(.|\n)*imported as version 2", "latency", "import", await WriteAsync("all.csv", Lines(Countries, 20)));
        var other = await WriteAsync("other.csv", Lines(Countries[..7], 200));
        await RunAsync(3, "nothing is imported: 7 of 12 known latencies would change at once; confirm that this is meant with --confirm", "latency", "import", other);
        await RunAsync(0, "7 changed(.|\n)*imported as version 3", "latency", "import", other, "--confirm");
        await RunAsync(1, "--band is a number of percent, 0 to 1000", "latency", "import", other, "--band", "-1");
    }

    private static string Lines(IEnumerable<string> countries, int milliseconds) => string.Join('\n', countries.Select(country => $"country:{country},eu,{milliseconds}"));
}
