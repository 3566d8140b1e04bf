using System.Net.ServerSentEvents;
using System.Text.Json;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>An open stream, read event by event.</summary>
internal sealed class VantageStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private VantageStream(HttpResponseMessage response, Stream stream) =>
        (_response, _events) = (response, SseParser.Create(stream).EnumerateAsync(CancellationToken.None).GetAsyncEnumerator());

    /// <summary>The last heartbeat.</summary>
    public Heartbeat Beat { get; private set; } = new(Guid.Empty, Guid.Empty, 0);

    /// <summary>The last schedule, as it came.</summary>
    public string Schedule { get; private set; } = "";

    /// <summary>Reads the first heartbeat and the first schedule.</summary>
    public static async Task<VantageStream> BeginAsync(HttpResponseMessage response)
    {
        var stream = new VantageStream(response, await response.Content.ReadAsStreamAsync());
        Assert.True(await stream.NextScheduleAsync());
        return stream;
    }

    /// <summary>Reads up to the next schedule; false: the stream ended before one.</summary>
    public async Task<bool> NextScheduleAsync()
    {
        while (await _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)))
        {
            if (_events.Current.EventType == JoinPaths.HeartbeatEvent)
            {
                Beat = JsonSerializer.Deserialize(_events.Current.Data, JoiningJson.Default.Heartbeat)!;
                continue;
            }

            Assert.Equal(JoinPaths.ScheduleEvent, _events.Current.EventType);
            Schedule = _events.Current.Data;
            return true;
        }

        return false;
    }

    /// <summary>A batch of outcomes, each so many milliseconds after the last heartbeat.</summary>
    public OutcomeBatch Batch(long number, Guid run, params SentOutcome[] outcomes) =>
        new() { Run = run, Number = number, Since = Beat, Version = 1, Endpoints = 2, Waiting = 3, Dropped = 4, Outcomes = outcomes };

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (IOException)
        {
            // We ended it.
        }
    }
}
