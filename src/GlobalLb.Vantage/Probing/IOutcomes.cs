using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Vantage.Probing;

/// <summary>Who hears what probes found: judgement beside the prober, or far away.</summary>
public interface IOutcomes
{
    /// <summary>Takes one outcome; waits when it cannot keep up, so that probing slows down instead of memory growing.</summary>
    /// <param name="endpoint">The endpoint as it was probed: an outcome says nothing about an address it was given meanwhile.</param>
    /// <param name="outcome">What was found.</param>
    /// <param name="cancellation">Gives the waiting up.</param>
    ValueTask HearAsync(Endpoint endpoint, Outcome outcome, CancellationToken cancellation);
}
