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

    private const int MostIncidents = 50;
    private const double DefaultObjective = 99.9;
    private const string ObjectivePart = "objective";

    private static readonly (string Label, string File, string Id)[] Downloads =
    [
        ("Transitions", "transitions", "history-"), ("Incidents", "incidents", "history-incidents-"),
        ("Probes by the minute", "roll-ups", "history-roll-ups-"), ("Single probes", "outcomes", "history-outcomes-"),
    ];

    private IReadOnlyList<Transition> _transitions = [];
    private IReadOnlyList<Availability> _figures = [];
    private IReadOnlyList<Incident> _incidents = [];
    private double _objective = DefaultObjective;
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

    /// <summary>Only this pool.</summary>
    [SupplyParameterFromQuery]
    public string? Pool { get; set; }

    /// <summary>Only what was found from there.</summary>
    [SupplyParameterFromQuery]
    public string? Vantage { get; set; }

    /// <summary>The time zone of both times, and of downloads.</summary>
    [SupplyParameterFromQuery]
    public string? Zone { get; set; }

    /// <summary>How available all is to be, in percent.</summary>
    [SupplyParameterFromQuery]
    public double? Objective { get; set; }

    [Inject]
    private AvailabilityHistory Availability { get; set; } = null!;

    [Inject]
    private IncidentHistory Incidents { get; set; } = null!;

    [Inject]
    private HealthHistory History { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private HistoryQuestion Question => new(From, To, Region, Endpoint, Pool, Vantage, Zone);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override Task OnLiveAsync() => ReferenceEquals(_seen, Now.Health) || !string.IsNullOrEmpty(To) ? Task.CompletedTask : ReadAsync();

    private async Task ReadAsync()
    {
        _seen = Now.Health;
        _objective = Objective is > 0 and < 100 and var wanted ? wanted : DefaultObjective;
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

            _figures = await Availability.ReadAsync(range);
            _incidents = await Incidents.NewestAsync(range, MostIncidents);
            (_transitions, _isCut, _problems) = ([.. newest.Reverse()], read > MostShown, []);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problems = [DatabaseTrouble.Sentence];
        }
    }

    private void Go(string part, ChangeEventArgs change) => Go(part, change.Value as string);

    private void Go(string part, string? text) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(part, text is { Length: > 0 } ? text : null));
}
