using GlobalLb.Store.Health;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.History;

/// <summary>The newest transitions of a range, live while the range ends now. The range stands in the address.</summary>
public sealed partial class HistoryPage : LivePage
{
    private const int MostShown = 200;

    // A page is no export: a range with more than this is told by its beginning only.
    private const int MostRead = 20_000;

    private IReadOnlyList<Transition> _transitions = [];
    private IReadOnlyList<string> _problems = [];
    private bool _isCut;
    private HealthView? _seen;

    /// <summary>The beginning.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The end.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>Only this region.</summary>
    [SupplyParameterFromQuery]
    public string? Region { get; set; }

    /// <summary>Only this endpoint.</summary>
    [SupplyParameterFromQuery]
    public string? Endpoint { get; set; }

    [Inject]
    private HealthHistory History { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private HistoryQuestion Question => new(From, To, Region, Endpoint);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override Task OnLiveAsync() => ReferenceEquals(_seen, Now.Health) || !string.IsNullOrEmpty(To) ? Task.CompletedTask : ReadAsync();

    private async Task ReadAsync()
    {
        _seen = Now.Health;
        var problems = new Dictionary<string, string[]>();
        if (Question.Read(Clock.GetUtcNow().AddSeconds(1), problems) is not { } range)
        {
            _problems = [.. problems.Values.SelectMany(sentences => sentences)];
            return;
        }

        try
        {
            var newest = new Queue<Transition>();
            var read = 0;
            await foreach (var transition in History.TransitionsAsync(range))
            {
                newest.Enqueue(transition);
                if (newest.Count > MostShown) newest.Dequeue();
                if (++read == MostRead) break;
            }

            (_transitions, _isCut, _problems) = ([.. newest.Reverse()], read > MostShown, []);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problems = [DatabaseTrouble.Sentence];
        }
    }

    private void Go(string part, ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(part, change.Value as string is { Length: > 0 } text ? text : null));
}
