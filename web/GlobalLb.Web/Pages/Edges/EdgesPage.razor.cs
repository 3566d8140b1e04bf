using GlobalLb.Store.Edges;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Edges;

/// <summary>All edges, live.</summary>
public sealed partial class EdgesPage : LivePage
{
    private IReadOnlyList<KnownEdge> _edges = [];
    private string? _problem;

    [Inject]
    private EdgeList Edges { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => OnLiveAsync();

    /// <inheritdoc/>
    protected override async Task OnLiveAsync()
    {
        try
        {
            (_edges, _problem) = (await Edges.ReadAsync(), null);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problem = DatabaseTrouble.Sentence;
        }
    }

    private static string Tone(EdgeState state) => state switch
    {
        EdgeState.Current => "good",
        EdgeState.Taking => "idle",
        _ => "bad",
    };

    private string Word(KnownEdge edge, EdgeState state) => state switch
    {
        EdgeState.Current => "current",
        EdgeState.Taking => "taking",
        EdgeState.Behind => $"behind for {Times.Length(Clock.GetUtcNow() - edge.BehindSince!.Value)}",
        EdgeState.Silent => "silent",
        _ => $"gone for {Times.Length(Clock.GetUtcNow() - edge.Since)}",
    };

    private static string Title(EdgeState state) => state switch
    {
        EdgeState.Current => "It answers from what is published",
        EdgeState.Taking => "It was given something a moment ago",
        EdgeState.Behind => "It follows, and has not confirmed what was published",
        EdgeState.Silent => "It has a connection, and has said nothing for half a minute",
        _ => "It follows no longer; it answers from what it has",
    };
}
