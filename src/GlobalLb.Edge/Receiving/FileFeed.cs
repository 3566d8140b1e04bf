using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlobalLb.Edge.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// Publishes the configuration in a file, and again whenever the file is another. There is no health: every endpoint is
/// Unknown, and its pool says what that means.
/// <para>A version is the moment the file was written, in seconds since 1970, or, if that is not more than the version before, one
/// more than that: it only grows, whatever clocks and copies do, as the fence and the serials of the zones need. After a
/// restart a file as old as the version held is taken for the same, and keeps it.</para>
/// </summary>
public sealed class FileFeed(EdgeOptions options, CurrentSnapshot current, TimeProvider time, EdgeMetrics metrics, ILogger<FileFeed> logger) : IFeed
{
    /// <summary>The system of all configurations that come from files; a folder of state serves one edge, so one is enough.</summary>
    public static readonly Guid System = new("b0d5b6a3-6f0e-4c3c-9a51-3b0f3f1f7a10");

    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the file could not be read for the first time.</summary>
    internal Task Refused => _refused.Task;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Publication> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var file = new WatchedFile(options.ConfigurationFile!, time);
        long? published = null;
        while (true)
        {
            if (TryRead(file, out var document, out var problem))
            {
                published = VersionOf(file, published);
                yield return new ConfigurationPublication { System = System, Term = 1, Version = published.Value, Document = document };
            }
            else
            {
                EdgeLog.ConfigurationRefused(logger, file.Path, problem);
                metrics.CountRefused();
                _refused.TrySetResult();
            }

            await file.ChangedAsync(cancellation);
        }
    }

    private static bool TryRead(WatchedFile file, [NotNullWhen(true)] out ConfigurationDocument? document, [NotNullWhen(false)] out string? problem)
    {
        document = null;
        if (!file.TryRead(out var content, out problem)) return false;
        using (content)
        {
            try
            {
                document = ConfigurationJson.Read(content.Span);
            }
            catch (Exception refused) when (refused is JsonException or NotSupportedException)
            {
                problem = refused.Message;
            }
        }

        return document is not null;
    }

    private long VersionOf(WatchedFile file, long? published)
    {
        var written = Math.Clamp(file.WrittenAt.ToUnixTimeSeconds(), 1, uint.MaxValue);
        if (published is { } before) return Math.Max(written, before + 1);
        return current.Value is { } held && written < held.Version ? held.Version + 1 : written;
    }
}
