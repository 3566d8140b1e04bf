using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GlobalLb.Vantage.Joining;

/// <summary>
/// The stream of one Control: heartbeats and schedules as server-sent events. It is given up when it is silent for longer than a
/// few heartbeats, because nobody would ever tell us that it died.
/// </summary>
internal sealed class ScheduleStream(HttpClient http, JoinOptions options, TimeProvider time)
{
    private const string Events = "text/event-stream";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>What it says, until it ends.</summary>
    /// <exception cref="IOException">It cannot be reached, refused, or broke off; the message says why.</exception>
    public async IAsyncEnumerable<Told> FollowAsync(Uri control, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        using var response = await ReadAsync(control, () => OpenAsync(control, deadline.Token), cancellation);
        await using var stream = await ReadAsync(control, () => response.Content.ReadAsStreamAsync(deadline.Token), cancellation);
        await using var events = SseParser.Create(stream, Read).EnumerateAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        while (await ReadAsync(control, () => events.MoveNextAsync().AsTask(), cancellation))
        {
            yield return events.Current.Data;
            silence.CancelAfter(Silence);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(Uri control, CancellationToken deadline)
    {
        using var request = ControlAnswer.Request(HttpMethod.Get, control, JoinPaths.Schedule(options.Vantage), options.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Events));
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == Events) return response;
        using (response) throw new HttpRequestException(await ControlAnswer.WhyAsync(response, deadline));
    }

    // One kind of failure to the outside: whatever breaks a connection is an IOException, our own stop is not.
    private static async Task<T> ReadAsync<T>(Uri control, Func<Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{control}: it was silent for {Silence.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new IOException($"{control}: {(failure.InnerException ?? failure).Message}", failure);
        }
    }

    private static Told Read(string kind, ReadOnlySpan<byte> octets)
    {
        try
        {
            if (kind == JoinPaths.HeartbeatEvent)
                return JsonSerializer.Deserialize(octets, JoiningJson.Default.Heartbeat) is { } beat ? new Told(beat, null, null) : new Told(null, null, "a heartbeat that is null");
            if (kind != JoinPaths.ScheduleEvent) return default;
            return ScheduleJson.TryRead(octets.ToArray(), out var schedule, out var problem) ? new Told(null, schedule, null) : new Told(null, null, problem);
        }
        catch (JsonException failure)
        {
            return new Told(null, null, failure.Message);
        }
    }

    /// <summary>One event: a heartbeat, a schedule, why it is neither, or nothing of it when it is of a kind that came later.</summary>
    internal readonly record struct Told(Heartbeat? Beat, VantageSchedule? Schedule, string? Problem);
}
