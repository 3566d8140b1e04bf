using Spectre.Console;

namespace GlobalLb.Server.Running;

/// <summary>Bars on standard error, so that standard output stays what was asked for.</summary>
internal static class ProgressBar
{
    private const int Many = 10_000;

    /// <summary>Shows bars while something long runs, and takes them away.</summary>
    public static Task ShowAsync(Func<ProgressContext, Task> work) => AnsiConsole
        .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
        .Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(work);

    /// <summary>Shows that work of one thread goes on whose end cannot be told, when it is about many things and somebody looks.</summary>
    public static Task<TResult> WhileAsync<TResult>(string what, int count, Func<TResult> work) => WhileAsync(what, count, () => Task.Run(work));

    /// <summary>Shows that something goes on whose end cannot be told, when it is about many things and somebody looks.</summary>
    public static async Task<TResult> WhileAsync<TResult>(string what, int count, Func<Task<TResult>> work)
    {
        if (Console.IsErrorRedirected || count < Many) return await work();
        TResult? result = default;
        await ShowAsync(async bars =>
        {
            bars.AddTask(what).IsIndeterminate = true;
            result = await work();
        });
        return result!;
    }
}
