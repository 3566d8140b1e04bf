using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.EndToEnd.Tests.Running;

namespace GlobalLb.EndToEnd.Tests.Names;

/// <summary>Ways to ask a server.</summary>
internal static class Questions
{
    private static readonly QueryOptions Recursive = new() { RecursionDesired = true };

    /// <summary>Asks once; RD is set, as a client's stub would.</summary>
    public static Task<Message> AskAsync(IPEndPoint server, string name, RecordType type = RecordType.A) =>
        new DnsClient(server, TimeSpan.FromSeconds(5)).Ask(DomainName.Parse(name), type, Recursive);

    /// <summary>The addresses that are answered, sorted; none when there is no answer at all.</summary>
    public static Task<IReadOnlyList<string>> AddressesAsync(IPEndPoint server, string name) => AddressesAsync(server, name, Recursive);

    /// <summary>The same for clients of a subnet, as a resolver would tell it (RFC 7871).</summary>
    public static Task<IReadOnlyList<string>> AddressesForAsync(IPEndPoint server, string name, string subnet) =>
        AddressesAsync(server, name, new QueryOptions { Subnet = ClientSubnet.TryParse(subnet, out var parsed) ? parsed : throw new FormatException(subnet) });

    /// <summary>Waits until a server answers exactly these addresses.</summary>
    /// <returns>How long it took.</returns>
    public static Task<TimeSpan> UntilAnsweredAsync(IPEndPoint server, string name, TimeSpan patience, params IReadOnlyList<string> addresses) =>
        Poll.UntilAsync(
            $"{server} answers {name} with {string.Join(" and ", addresses)}",
            patience,
            async () => (await AddressesAsync(server, name)).SequenceEqual(addresses));

    /// <summary>What dig prints.</summary>
    public static async Task<string> DigAsync(IPEndPoint server, params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(Programs.OfSystem("dig"), [$"@{server.Address}", "-p", $"{server.Port}", "+time=5", "+tries=1", .. words]) { RedirectStandardOutput = true };
        using var dig = Process.Start(start)!;
        var printed = await dig.StandardOutput.ReadToEndAsync();
        await dig.WaitForExitAsync();
        return printed;
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(IPEndPoint server, string name, QueryOptions options)
    {
        try
        {
            var answer = await new DnsClient(server, TimeSpan.FromSeconds(1)).Ask(DomainName.Parse(name), RecordType.A, options);
            return [.. answer.Answers.Where(record => record.Type == RecordType.A).Select(record => record.Text).Order(StringComparer.Ordinal)];
        }
        catch (Exception silence) when (silence is TimeoutException or SocketException)
        {
            return [];
        }
    }
}
