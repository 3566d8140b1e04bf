using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Control.Flattening;

/// <summary>Asks resolvers for the addresses of one name, in turn until one can say: always a finding, never a throw, unless stopped.</summary>
internal sealed class TargetLookUp(ControlOptions options)
{
    private const int MostAliases = 16;

    // One resolver that is gone must not use up the time of those that are not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Looks up the addresses of one family.</summary>
    /// <param name="target">The name.</param>
    /// <param name="type">A or AAAA.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="OperationCanceledException">Stopped: that says nothing about the name.</exception>
    public async Task<AliasFinding> FindAsync(DomainName target, RecordType type, CancellationToken stop)
    {
        var reasons = new List<string>();
        foreach (var resolver in ResolverAddresses.Find(options))
        {
            var finding = await AskAsync(resolver, target, type, stop);
            if (finding.Kind != AliasFindingKind.Failed) return finding;
            reasons.Add($"{resolver}: {finding.Reason}");
        }

        return AliasFinding.Failed(string.Join("; ", reasons));
    }

    private static async Task<AliasFinding> AskAsync(IPEndPoint resolver, DomainName target, RecordType type, CancellationToken stop)
    {
        try
        {
            var client = new DnsClient(resolver, Patience);
            var recursive = QueryOptions.Default with { RecursionDesired = true };
            var response = await client.Ask(target, type, recursive, stop);
            if (response.IsTruncated) response = await client.Ask(target, type, recursive with { Transport = Transport.Tcp }, stop);
            return Read(response, target, type);
        }
        catch (Exception failure) when (failure is TimeoutException or SocketException or InvalidDataException)
        {
            return AliasFinding.Failed(failure is TimeoutException ? $"no answer within {Patience.TotalSeconds} s" : failure.Message);
        }
    }

    /// <summary>What a response says about the addresses of a name.</summary>
    internal static AliasFinding Read(Message response, DomainName target, RecordType type)
    {
        if (response.QuestionName != target || response.QuestionType != type) return AliasFinding.Failed("it answered another question");
        if (response.IsTruncated) return AliasFinding.Failed("its answer is cut off also over TCP");
        if (response.Code is not (ResponseCode.NoError or ResponseCode.NoSuchName)) return AliasFinding.Failed($"it answered {response.Code}");

        var ttl = uint.MaxValue;
        var at = target;
        for (var aliases = 0; aliases < MostAliases && Find(response, at, RecordType.CNAME) is { } alias; aliases++)
        {
            if (!DomainName.TryRead(alias.Octets.Span, out var next)) return AliasFinding.Failed("its answer has a CNAME that is no name");
            ttl = Math.Min(ttl, alias.Ttl);
            at = next;
        }

        var length = type == RecordType.A ? 4 : 16;
        var found = response.Answers.Where(record => record.Name == at && record.Type == type && record.Octets.Length == length).ToList();
        if (found.Count > 0)
            return AliasFinding.Found(found.Select(record => new IPAddress(record.Octets.Span)), Math.Min(ttl, found.Min(record => record.Ttl)));

        // A referral, or a server that holds only half of the way, is no denial: somebody must have looked to the end.
        if (!response.IsRecursionAvailable && !(response.IsAuthoritative && at == target))
            return AliasFinding.Failed("it does not look names up for us");
        return AliasFinding.Denied(Math.Min(ttl, NegativeTtl(response)), response.Code == ResponseCode.NoSuchName ? "NXDOMAIN" : "NODATA");
    }

    private static MessageRecord? Find(Message response, DomainName name, RecordType type) =>
        response.Answers.FirstOrDefault(record => record.Name == name && record.Type == type);

    // RFC 2308 §5; without a SOA a denial may not be kept (§2.1), so it is asked for again soon.
    private static uint NegativeTtl(Message response) =>
        response.Authorities.FirstOrDefault(record => record.Type == RecordType.SOA) is { } authority && authority.Octets.Length >= 20
            ? Math.Min(authority.Ttl, BinaryPrimitives.ReadUInt32BigEndian(authority.Octets.Span[^4..]))
            : 0;
}
