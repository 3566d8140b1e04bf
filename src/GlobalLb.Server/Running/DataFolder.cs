using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Running;

/// <summary>The folder of everything kept on this machine.</summary>
internal static class DataFolder
{
    /// <exception cref="StartFailure">It cannot be made or written to; the message says what to do.</exception>
    public static void Check(string folder)
    {
        var trial = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(trial, "");
            File.Delete(trial);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"The data folder {folder} cannot be written to ({failure.Message.TrimEnd('.')}): make it writable for {Environment.UserName}, or choose another with --data.", failure);
        }
    }
}
