using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// Whether a name is an alias for a client. A CNAME answers every type, and resolvers take it for every type: so this must come
/// out alike whatever is asked, and is decided before, by whether pools have anything available in either family.
/// </summary>
internal static class AliasLeaf
{
    /// <summary>The leaf of the alias; <see cref="Situation.Nothing"/> when the name is none for this client.</summary>
    public static int Choose(CompiledPolicy policy, ref Situation now)
    {
        var type = now.Type;
        now.Trace?.Note("first, whether the name is an alias for this client, whatever type is asked for");
        now.Trace?.Enter();
        now.Ask(SteeredTypes.Cname);
        var chosen = Chooser.Choose(policy.Root, ref now);
        if (chosen == Situation.Nothing) chosen = Resort.ChooseOpen(policy, ref now);
        if (chosen == Situation.Nothing)
        {
            now.Threshold = Standing.Drained;
            chosen = Chooser.Choose(policy.Root, ref now);
        }

        var pools = now.Snapshot.Endpoints.Pools.Length;
        if (chosen == Situation.Nothing && policy.FallbackLeaf >= 0)
        {
            now.Threshold = Standing.Down;
            chosen = pools + policy.FallbackLeaf;
        }

        now.Trace?.Leave();
        if (chosen != Situation.Nothing && PoolLeaf.IndexOf(chosen) - pools is >= 0 and var leaf && now.Snapshot.RecordLeaves.Types(leaf) == SteeredTypes.Cname) return chosen;
        now.Trace?.Note("it is no alias");
        now.Ask(type);
        return Situation.Nothing;
    }
}
