namespace GlobalLb.Server.Commands;

/// <summary>A line on standard error that says how far something is. Only what takes long is worth a line that comes and goes.</summary>
internal sealed class PercentLine : IProgress<double>
{
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private int _last = -1;

    /// <summary>One; null: nobody looks.</summary>
    public static PercentLine? ForPeople() => Console.IsErrorRedirected ? null : new PercentLine();

    /// <inheritdoc/>
    public void Report(double value)
    {
        var percent = (int)(value * 100);
        if (percent == _last || TimeProvider.System.GetElapsedTime(_begin).TotalSeconds < 0.5) return;
        _last = percent;
        Console.Error.Write($"\r{percent,3} %");
    }

    /// <summary>Takes it away.</summary>
    public void End()
    {
        if (_last >= 0) Console.Error.Write("\r     \r");
    }
}
