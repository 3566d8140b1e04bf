using GlobalLb.Steering.Configuration;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The past of all endpoints: written by Control, read by people.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">Stamps what is written.</param>
public sealed class HealthHistory(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>Appends transitions and roll-ups, and makes the transitions what is believed now, in one transaction.</summary>
    /// <param name="transitions">In the order they happened; their <see cref="Transition.Id"/> is ignored.</param>
    /// <param name="rollUps">
    /// One that is there already is merged: counts add up, the median is weighed, the 95th percentile and the maximum are the greater.
    /// </param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing was stored.</exception>
    public Task AppendAsync(
        IReadOnlyList<Transition> transitions, IReadOnlyList<ProbeRollUp> rollUps, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{clock}");

    /// <summary>Says that Control published just now.</summary>
    /// <param name="held">Why the health table is held back, as a sentence; null: it is not.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task ReportPublicationAsync(string? held, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{clock}");

    /// <summary>The transitions of a range, oldest first, streamed.</summary>
    public IAsyncEnumerable<Transition> TransitionsAsync(HistoryRange range, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{clock}");

    /// <summary>The roll-ups of a range, by minute, endpoint and vantage, streamed.</summary>
    public IAsyncEnumerable<ProbeRollUp> RollUpsAsync(HistoryRange range, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{clock}");

    /// <summary>The newest transitions, newest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="endpoint">Only of this endpoint; null: of all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<Transition>> LatestAsync(
        int take, EndpointCode? endpoint, CancellationToken cancellation = default) => throw new NotImplementedException($"{source}{clock}");
}
