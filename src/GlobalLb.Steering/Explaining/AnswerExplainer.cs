using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Explaining;

/// <summary>
/// Goes the way that an answer goes (RFC 1034 §4.3.2): wildcards, aliases and renames as far as they are ours, and says at each
/// name what became of it. A property test holds it against the answers themselves.
/// </summary>
public static class AnswerExplainer
{
    /// <summary>Explains an answer.</summary>
    /// <param name="snapshot">The snapshot to ask.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type; any but ANY.</param>
    /// <param name="client">Whom the answer would be for.</param>
    /// <param name="draw">The chance of the query.</param>
    public static AnswerExplanation Explain(Snapshot snapshot, DomainName name, RecordType type, Client client, ulong draw)
    {
        var walk = new NameWalk(snapshot, type, client, draw);
        walk.Go(name);
        return new AnswerExplanation
        {
            Name = name.ToString(),
            Type = RecordTypes.Format(type),
            Client = client.Place is { } place ? place.ToString() : $"{client.Address}, {client.PlaceIn(snapshot)}",
            Version = snapshot.Version,
            Code = walk.Code,
            Answer = [.. walk.Answer],
            Path = [.. walk.Path],
            Choice = walk.Choice,
        };
    }
}
