using GlobalLb.Benchmarks;
using GlobalLb.Benchmarks.Floors;
using GlobalLb.Benchmarks.Hosting;
using GlobalLb.Benchmarks.Micro;
using GlobalLb.Benchmarks.Peers;
using GlobalLb.Benchmarks.Probing;
using GlobalLb.Benchmarks.Remembering;
using GlobalLb.Benchmarks.Simulating;

const string Help = """
    ./bench COMMAND [options]

      micro     the parts by themselves: answering, codec, master files, places, policies, compiling
        --quick         under a minute: few iterations, sizes up to 10 000 names
        --filter TEXT   only what has TEXT in its name
      peers     the whole program beside gdnsd, Knot DNS, NSD and two programs that only send queries back
        --names N       steered names beside www and w (0); 10000 and 100000 are the usual others
        --only A,B      some of globallb, gdnsd, knot, nsd, c-floor, c#-floor
        --edge PROGRAM  an edge built elsewhere, such as one compiled ahead of time
        --keep          keep the configurations and logs
      swap      what swapping the snapshot costs the answers under full load
        --names N       steered names (10000)
      steady    garbage collections during a long run under full load
        --seconds N     how long (60)
      scale     one loop and two
      simulate  how long it takes to play a fault for very many client places
        --names N       steered names (1000)
        --places N      client places (200000)
      history   whether history keeps up with outcomes, through the writer of Control to a private PostgreSQL
        --rate N        outcomes a second (5000), for --seconds N (60)
        --endpoints N   endpoints they are of (10000)
        --export N      instead: how fast, and in how much memory, so many raw outcomes are exported
      probes    what very many probes cost a Control on one processor, and whether they are on time
        --endpoints N   endpoints (10000), in --pools N (1000), every --interval SECONDS (5)
        --kind KIND     tcp (the usual one) or http
        --sick PERCENT  so many refuse or do not answer (0)
        --falling N     endpoints of another region that fall meanwhile (20)
        --warm-up SECONDS  before it is measured (45), for --seconds N (40)
      detection how long it takes from the fall of an endpoint to the answer of an edge, with real processes

      --seconds N       the length of a run (peers 1, swap 3, scale 2)
      --rounds N        how often everything is repeated (peers 7, swap, scale and simulate 5)
      --server-cpu N    the processor of the servers (0)
      --load-cpu N      the processor of the generator (1)

    Exit code: 0 measured · 1 a wrong answer, a lost query, a collection or a figure missed · 2 the command line is wrong
    """;

string[] measuring = ["--seconds=", "--rounds=", "--names=", "--server-cpu=", "--load-cpu="];
try
{
    Arguments Read(params string[] known) => new(args.AsSpan(1), [.. known, .. measuring]);
    switch (args.FirstOrDefault())
    {
        case "micro":
            return MicroCommand.Run(new Arguments(args.AsSpan(1), "--quick", "--filter="));
        case "peers":
            return new PeersCommand(Read("--only=", "--edge=", "--keep")).Run();
        case "swap":
            return new SwapCommand(Read()).Run();
        case "steady":
            return SteadyCommand.Run(Read());
        case "scale":
            return new ScaleCommand(Read()).Run();
        case "simulate":
            return SimulateCommand.Run(new Arguments(args.AsSpan(1), "--rounds=", "--names=", "--places="));
        case "history":
            return await HistoryCommand.RunAsync(new Arguments(args.AsSpan(1), "--seconds=", "--rate=", "--endpoints=", "--export="));
        case "probes":
            return await new ProbesCommand(Read("--endpoints=", "--pools=", "--interval=", "--kind=", "--warm-up=", "--sick=", "--falling=")).RunAsync();
        case "targets":
            return await TargetsCommand.RunAsync(int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]), int.Parse(args[4]));
        case "prober":
            return await new ProberCommand(args[1], args[2]).RunAsync();
        case "host":
            return await new HostCommand(int.Parse(args[1]), new Arguments(args.AsSpan(2), "--names=", "--loops=", "--swap=", "--every=")).RunAsync();
        case "floor":
            SharpFloor.Run(int.Parse(args[1]));
            return 0;
        case null or "--help" or "-h":
            Console.WriteLine(Help);
            return 0;
        default:
            throw new FormatException($"there is no command '{args[0]}'; see --help");
    }
}
catch (FormatException problem)
{
    await Console.Error.WriteLineAsync($"bench: {problem.Message}");
    return 2;
}
catch (InvalidOperationException problem)
{
    await Console.Error.WriteLineAsync($"bench: {problem.Message}");
    return 1;
}
