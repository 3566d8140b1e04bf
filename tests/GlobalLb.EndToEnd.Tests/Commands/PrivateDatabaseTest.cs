using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary>A test of commands that change a configuration, in a private PostgreSQL of its own.</summary>
public abstract class PrivateDatabaseTest(ITestOutputHelper output) : EndToEndTest(output)
{
    /// <summary>A configuration of one steered name over a pool in each of two regions.</summary>
    /// <param name="policy">The policy of the name.</param>
    protected static string TwoRegions(string policy) => $$"""
        regions:
          - {code: eu, name: Dublin}
          - {code: us, name: Ashburn}
        pools:
          - {code: eu-web, region: eu, endpoints: [{code: eu-1, address: 192.0.2.1}]}
          - {code: us-web, region: us, endpoints: [{code: us-1, address: 192.0.2.2, weight: 0}]}
        zones:
          - name: example.test.
            authority: {primaryNameServer: ns1.example.test., mailbox: hostmaster.example.test.}
            records:
              - {name: example.test., type: NS, value: ns1}
              - {name: ns1.example.test., type: A, value: 192.0.2.53}
            steeredNames:
              - name: www.example.test.
                policy: {{policy}}
        """;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="code">The code that it is to end with.</param>
    /// <param name="pattern">What it is to say, as a regular expression.</param>
    /// <param name="words">The command, without its database.</param>
    protected async Task RunAsync(int code, string pattern, params string[] words)
    {
        var (ended, program) = await Stage.RunAsync([.. words, "--data", Stage.Folder.In("data")]);
        Assert.True(ended == code, $"{program.Name} ended with {ended}:\n{program.Transcript}");
        Assert.Matches(pattern, program.Transcript);
    }
}
