using System.Threading.Channels;
using GlobalLb.Steering.Health;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Tests.Probing;

/// <summary>Hears outcomes, and hands them on in order.</summary>
internal sealed class HeardOutcomes : IOutcomes
{
    private readonly Channel<Outcome> _heard = Channel.CreateUnbounded<Outcome>();

    public ValueTask HearAsync(Endpoint endpoint, Outcome outcome, CancellationToken cancellation) => _heard.Writer.WriteAsync(outcome, cancellation);

    public async Task<Outcome> NextAsync() => await _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
