using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// From whose view a client is answered first. Where vantages near some clients find something down that a policy reaches, it matters
/// where every client of it is: those near others, and those nowhere known, see what all vantages together see.
/// </summary>
internal static class Viewing
{
    /// <summary>Lets a choice begin with what the vantages near the client see.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)] // hardly ever is there anything regional
    public static void Begin(RegionalSnapshots regional, CompiledPolicy policy, ref Situation now)
    {
        if (!regional.Touches(policy)) return;
        Span<int> room = stackalloc int[PlaceSet.MostFits];
        if (Geographic.List(now.Snapshot.VantageSet, ref now, room) == 0)
        {
            now.Trace?.Note($"nothing says where the client {now.Client} is, so what all vantages together find decides");
            return;
        }

        var near = regional[room[0]];
        if (now.Trace is { } trace) Explain(room[0], near, now, trace);
        if (near is not null) now.SeeFrom(near);
    }

    private static void Explain(int branch, Snapshot? near, in Situation now, Trace trace)
    {
        var set = now.Snapshot.Vantages!;
        var who = $"the vantages near {set[branch]} are nearest to the client {now.Client} in {now.Place}";
        if (near is null)
        {
            trace.Note($"{who}, and find nothing down that others do not");
            return;
        }

        trace.Note($"{who}, and what they find down counts first:");
        trace.Enter();
        for (var i = 0; i < near.Standings.Length; i++)
            if (near.Standings[i] != now.Snapshot.Standings[i]) trace.Note($"{near.Endpoints[i].Code}: {StandingWords.Of(near, i)}");
        trace.Leave();
    }
}
