using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GlobalLb.Benchmarks.Probing;

/// <summary>
/// <c>targets WELL HANGING FALLING COUNT</c>: what is probed, in a process of its own. On the first port every address of this machine
/// takes connections and answers HTTP; on the second nothing answers; on the third only <c>127.200.0.1</c> and those that follow
/// do, each until its number comes in on standard input.
/// </summary>
internal static class TargetsCommand
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"u8.ToArray();

    /// <summary>The address of an endpoint that will fall.</summary>
    public static IPAddress Falling(int number) => new([127, 200, (byte)(number >> 8), (byte)(number + 1)]);

    /// <summary>Answers until it is asked to end; the exit code.</summary>
    public static async Task<int> RunAsync(int well, int hanging, int falling, int count)
    {
        using var stopping = new CancellationTokenSource();
        using var asked = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        var listeners = Enumerable.Range(0, count).Select(number => Listen(Falling(number), falling)).ToList();
        using var front = Listen(IPAddress.Any, well);
        using var silent = Listen(IPAddress.Any, hanging);
        List<Task> serving = [ServeAsync(front, true, stopping.Token), ServeAsync(silent, false, stopping.Token), .. listeners.Select(listener => ServeAsync(listener, true, stopping.Token))];
        Console.WriteLine("ready");
        while (!stopping.IsCancellationRequested && await Console.In.ReadLineAsync(stopping.Token).AsTask().ContinueWith(read => read.IsCompletedSuccessfully ? read.Result : null, TaskScheduler.Default) is { } line)
            listeners[int.Parse(line)].Dispose();
        await stopping.CancelAsync();
        listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(serving);
        return 0;
    }

    private static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen(4096);
        return socket;
    }

    private static async Task ServeAsync(Socket listener, bool isWell, CancellationToken stop)
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptAsync(stop), isWell, stop);
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It fell, or all is over.
        }
    }

    private static async Task AnswerAsync(Socket client, bool isWell, CancellationToken stop)
    {
        var octets = new byte[1024];
        try
        {
            using (client)
            {
                // Who only connects closes at once, and is done with.
                var read = await client.ReceiveAsync(octets, stop);
                if (read > 0 && isWell) await client.SendAsync(Answer, stop);
                while (read > 0) read = await client.ReceiveAsync(octets, stop);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // The prober left.
        }
    }
}
