using System.Globalization;

namespace GlobalLb.Server.Commands;

/// <summary>A line on standard error that says how many rows are written, of about how many, for people who look.</summary>
/// <param name="error">Where to.</param>
/// <param name="about">About how many there will be; 0: nobody knows.</param>
internal sealed class RowsLine(TextWriter error, long about) : IProgress<long>
{
    private const string Clear = "\r\u001b[K";

    private readonly Lock _gate = new();
    private long _begin = TimeProvider.System.GetTimestamp();
    private bool _isShown;

    /// <summary>What a line says.</summary>
    public static string Format(long rows, long about) =>
        about > rows
            ? string.Create(CultureInfo.InvariantCulture, $"{rows:N0} of about {about:N0} rows ({100 * rows / about} %)")
            : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows");

    /// <inheritdoc/>
    public void Report(long value)
    {
        lock (_gate)
        {
            if (TimeProvider.System.GetElapsedTime(_begin).TotalSeconds < 0.2) return;
            (_begin, _isShown) = (TimeProvider.System.GetTimestamp(), true);
            error.Write(Clear + Format(value, about));
        }
    }

    /// <summary>Says what it came to, when it was shown at all.</summary>
    /// <param name="rows">How many rows were written.</param>
    public void End(long rows)
    {
        lock (_gate)
            if (_isShown) error.WriteLine(Clear + Format(rows, 0));
    }
}
