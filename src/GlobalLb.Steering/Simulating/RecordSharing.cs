using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>How a policy shares out clients that are alike and ask for a type that only leaves of records have.</summary>
internal static class RecordSharing
{
    /// <summary>Asks the evaluator, and works out its chances: first of aliases, which answer every type, then of the type.</summary>
    public static ImmutableArray<Share> Of(CompiledPolicy policy, Snapshot snapshot, Client client, RecordType type)
    {
        var asked = SteeredType.Of(type);
        var shares = ImmutableArray.CreateBuilder<Share>();
        var rest = 1.0;
        if (policy.Has(SteeredTypes.Cname)) Add(RecordType.CNAME);
        if (asked != SteeredTypes.Cname && rest > 0 && policy.Has(asked)) Add(type);
        if (rest > 1e-9) shares.Add(new Share(null, null, rest, false));
        return shares.ToImmutable();

        // Gives what is left to leaves with the type; the others leave it.
        void Add(RecordType of)
        {
            var types = SteeredType.Of(of);
            var parts = new Dictionary<int, double>();
            var choice = Chooser.Choose(policy, snapshot, client, types, draw: 0);
            var now = new Situation(choice.Snapshot, client, types, draw: 0);
            var isFallback = Chooser.Choose(policy.Root, ref now) == Situation.Nothing;
            if (!isFallback) ExactShares.Add(policy.Root, rest, ref now, parts);
            else if (choice.RecordsIndex >= 0) parts.Add(snapshot.Endpoints.Pools.Length + choice.RecordsIndex, rest);
            foreach (var (leaf, part) in parts.OrderByDescending(pair => pair.Value))
            {
                if (leaf < snapshot.Endpoints.Pools.Length || !snapshot.RecordLeaves.Types(leaf - snapshot.Endpoints.Pools.Length).HasFlag(types)) continue;
                shares.Add(new Share(null, null, part, isFallback, Sharing.RecordsOf(snapshot, leaf - snapshot.Endpoints.Pools.Length, type)));
                rest -= part;
            }
        }
    }
}
