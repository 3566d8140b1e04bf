using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What a named policy picks.</summary>
internal static class Reference
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        now.Trace?.Note($"policy {now.Snapshot.Policies.Names[node.Numbers[0]]}");
        now.Trace?.Enter();
        var chosen = Chooser.Choose(node.Children[0], ref now);
        now.Trace?.Leave();
        return chosen;
    }
}
