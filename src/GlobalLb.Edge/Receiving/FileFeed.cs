using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GlobalLb.Edge.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// Publishes the configuration in a file, and again whenever the file is another. There is no health: every endpoint is
/// Unknown, and its pool says what that means.
/// <para>A version is the moment the file was written, in seconds since 1970, or one more than the version held, whichever is
/// more: it only grows, whatever clocks and copies do, and a file written when the one held was keeps its version. That is what
/// the fence and the serials of the zones need.</para>
/// </summary>
public sealed class FileFeed(EdgeOptions options, CurrentSnapshot current, TimeProvider time, EdgeMetrics metrics, ILogger<FileFeed> logger) : IFeed
{
    /// <summary>The system of all configurations that come from files; a folder of state serves one edge, so one is enough.</summary>
    public static readonly Guid System = new("b0d5b6a3-6f0e-4c3c-9a51-3b0f3f1f7a10");

    /// <inheritdoc/>
    public async IAsyncEnumerable<Publication> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var file = new WatchedFile(options.ConfigurationFile!, time);
        while (true)
        {
            if (TryRead(file, out var document, out var problem))
            {
                yield return new ConfigurationPublication { System = System, Term = 1, Version = VersionOf(file), Document = document };
            }
            else
            {
                EdgeLog.ConfigurationRefused(logger, file.Path, problem);
                metrics.CountRefused();
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
                document = ConfigurationJson.Read(Encoding.UTF8.GetString(content.Span));
            }
            catch (Exception refused) when (refused is JsonException or NotSupportedException)
            {
                problem = refused.Message;
            }
        }

        return document is not null;
    }

    private long VersionOf(WatchedFile file)
    {
        var written = Math.Clamp(file.WrittenAt.ToUnixTimeSeconds(), 1, uint.MaxValue);
        return current.Value is not { } held || held.Version == written ? written : Math.Max(held.Version + 1, written);
    }
}
