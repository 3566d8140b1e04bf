using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Pages.Safeguards;

/// <summary>One number of <see cref="Safety"/>, what it does, and what it does at present.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Least">The lowest that is allowed.</param>
/// <param name="Most">The highest that is allowed.</param>
/// <param name="Sentence">What it does.</param>
/// <param name="Get">Reads it.</param>
/// <param name="With">Sets it.</param>
/// <param name="Effect">What it does at present.</param>
internal sealed record Safeguard(
    string Id, string Label, string Unit, int Least, int Most, string Sentence, Func<Safety, int> Get, Func<Safety, int, Safety> With, Func<SafetySight, Safety, string> Effect)
{
    private const int MostNamed = 5;

    /// <summary>All of them, in the order in which they hold something back.</summary>
    public static ImmutableArray<Safeguard> All { get; } =
    [
        new(
            "hold-down", "Hold-down", "seconds", 0, 3600,
            "An endpoint that falls again after it returned stays down for at least so long, longer with each fall; 0: not at all.",
            safety => safety.HoldDownSeconds, (safety, seconds) => safety with { HoldDownSeconds = seconds },
            (sight, safety) => safety.HoldDownSeconds == 0 && sight.HeldDown.IsEmpty ? "not in use" : Said(sight.HeldDown, "held down")),
        new(
            "freeze-share", "Freeze above", "percent", 1, 100,
            "When more than this part of all endpoints outside the region that lost most falls at once, nothing is withdrawn until somebody confirms it or most of them return; a vantage that alone finds more than this down is not believed. 100: never.",
            safety => safety.FreezeShare, (safety, share) => safety with { FreezeShare = share },
            (sight, _) => sight.FrozenSince is { } since ? $"frozen since {Parts.Times.Absolute(since)}" : "not frozen"),
        new(
            "freeze-seconds", "Freeze within", "seconds", 1, 3600,
            "Falls count as one when they are within this time.",
            safety => safety.FreezeSeconds, (safety, seconds) => safety with { FreezeSeconds = seconds },
            (sight, safety) => $"{Said(sight.Fallen, "withdrawn")} in the last {safety.FreezeSeconds} s"),
        new(
            "withdrawal-share", "Withdraw at most", "percent", 1, 100,
            "Health takes at most this part of a pool's weight out of answers within a minute, while something of the pool is well; one endpoint may always go. 100: no limit.",
            safety => safety.WithdrawalShare, (safety, share) => safety with { WithdrawalShare = share },
            (sight, _) => $"{Said(sight.Withdrawn, "withdrawn")} in the last minute; {Said(sight.Waiting, "seem down and wait", "seems down and waits")}"),
        new(
            "least-share", "Leave at least", "percent", 0, 100,
            "Health leaves this part of a pool's weight in answers, while something of the pool is well.",
            safety => safety.LeastShare, (safety, share) => safety with { LeastShare = share },
            (sight, safety) => safety.LeastShare == 0 ? "not in use" : Said(sight.Waiting, "seem down and wait", "seems down and waits")),
    ];

    private static string Said<TCode>(ImmutableArray<TCode> codes, string many, string? one = null)
        where TCode : struct, ICode<TCode> => codes.Length switch
        {
            0 => $"none {one ?? many}",
            1 => $"1 {one ?? many} ({codes[0].Value})",
            _ => $"{codes.Length} {many} ({string.Join(", ", codes.Take(MostNamed).Select(code => code.Value))}{(codes.Length > MostNamed ? ", …" : "")})",
        };
}
