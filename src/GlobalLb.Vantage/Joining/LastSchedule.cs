using System.Text;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage.Joining;

/// <summary>
/// The newest schedule on disk, so that a restart probes before any Control is reached. A file that cannot be written costs only that;
/// one that cannot be read is kept aside for people to look at.
/// </summary>
internal sealed class LastSchedule(JoinOptions options, ILogger<LastSchedule> logger)
{
    private bool _isFailing;

    private string? Path => options.StateFolder is { } folder ? System.IO.Path.Combine(folder, "schedule.json") : null;

    /// <summary>What was saved last; null: nothing that can be read.</summary>
    public VantageSchedule? Load()
    {
        if (Path is not { } path) return null;
        try
        {
            if (!File.Exists(path)) return null;
            if (ScheduleJson.TryRead(File.ReadAllBytes(path), out var schedule, out var problem)) return schedule;
            VantageLog.ScheduleUnreadable(logger, path, problem);
            File.Move(path, path + ".unreadable", overwrite: true);
        }
        catch (Exception failure)
        {
            // Whatever is wrong with a file, a vantage without it is better than none.
            VantageLog.ScheduleUnreadable(logger, path, failure.Message);
        }

        return null;
    }

    /// <summary>Saves a schedule in place of the last one.</summary>
    public void Save(VantageSchedule schedule)
    {
        if (Path is not { } path) return;
        try
        {
            // Only ours to read: what probes send may be a secret.
            Directory.CreateDirectory(options.StateFolder!);
            var temporary = path + ".new";
            File.Delete(temporary);
            var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(temporary, mode))
            {
                file.Write(Encoding.UTF8.GetBytes(ScheduleJson.Write(schedule)));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            _isFailing = false;
        }
        catch (Exception failure)
        {
            if (!_isFailing) VantageLog.ScheduleNotSaved(logger, path, failure.Message);
            _isFailing = true;
        }
    }
}
