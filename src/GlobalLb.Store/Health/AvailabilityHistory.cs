using System.Runtime.CompilerServices;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>How available everything was, made of transitions whenever it is asked for.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">Says what now is: what is to come is no time of any figure.</param>
public sealed class AvailabilityHistory(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>The figures and time lines of regions, pools and endpoints, in this order, each by code.</summary>
    /// <param name="range">The period; only these count.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<Availability>> ReadAsync(HistoryRange range, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var to = range.To < now ? range.To : now;
        if (to <= range.From) return [];
        var fold = new AvailabilityFold(range.From, to);
        // Which vantage decided says nothing about how available something was.
        await foreach (var transition in ReadAsync(range with { To = to, Vantage = null }, source, cancellation)) fold.Add(transition);
        return fold.Close();
    }

    private static async IAsyncEnumerable<Transition> ReadAsync(
        HistoryRange range, NpgsqlDataSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            $"""
            {HistoryQuery.ToldSince}
            SELECT {HistoryRows.TransitionColumns} FROM told WHERE {HistoryQuery.OfThen} ORDER BY at, id
            """);
        HistoryQuery.AddTo(command, range);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return HistoryRows.ReadTransition(reader);
    }
}
