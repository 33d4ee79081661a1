// SPDX-License-Identifier: MIT
// An ordinary .NET program: threads, tasks, LINQ, files, timers, processes. It prints facts only, the same on each Linux.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

int failures = 0;
string work = Path.Combine(Path.GetTempPath(), "dotnet-" + Environment.ProcessId);
Directory.CreateDirectory(work);
Environment.CurrentDirectory = work;

await Step("runtime", () =>
{
    Console.WriteLine($"{RuntimeInformation.ProcessArchitecture} linux:{OperatingSystem.IsLinux()} 64:{Environment.Is64BitProcess} processors:{Environment.ProcessorCount > 0}");
    Console.WriteLine($"exe:{Path.GetFileName(Environment.ProcessPath)} arguments:{string.Join('|', args)} memory:{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 0}");
    Console.WriteLine($"user:{Environment.UserName} pid:{Environment.ProcessId > 1} system:{Environment.SystemPageSize}");
});

await Step("linq", () =>
{
    var groups = Enumerable.Range(1, 1000).Where(n => n % 3 == 0).GroupBy(n => n % 7).OrderBy(g => g.Key).Select(g => $"{g.Key}:{g.Sum()}");
    Console.WriteLine(string.Join(' ', groups));
    Console.WriteLine(Enumerable.Range(0, 100_000).AsParallel().Select(n => (long)n * n).Sum());
});

await Step("threads", () =>
{
    int total = 0;
    var done = new CountdownEvent(8);
    object gate = new();
    for (int t = 0; t < 8; t++)
    {
        var thread = new Thread(() =>
        {
            for (int i = 0; i < 10_000; i++) lock (gate) total++;
            done.Signal();
        });
        thread.Start();
    }

    Console.WriteLine($"finished:{done.Wait(60_000)} total:{total}");
    using var barrier = new Barrier(4);
    var phases = new ConcurrentBag<int>();
    Thread[] workers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => { for (int p = 0; p < 5; p++) { phases.Add(p); barrier.SignalAndWait(); } }))];
    foreach (Thread worker in workers) worker.Start();
    foreach (Thread worker in workers) worker.Join();
    Console.WriteLine($"phases:{phases.Count} local:{new ThreadLocal<int>(() => 7).Value}");
});

await Step("tasks", async () =>
{
    int[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n => { await Task.Delay(n % 5); await Task.Yield(); return n * n; }));
    Console.WriteLine(results.Sum());
    var channel = Channel.CreateBounded<int>(4);
    Task writer = Task.Run(async () => { for (int i = 0; i < 100; i++) await channel.Writer.WriteAsync(i); channel.Writer.Complete(); });
    int sum = 0;
    await foreach (int value in channel.Reader.ReadAllAsync()) sum += value;
    await writer;
    Console.WriteLine(sum);
    using var cancel = new CancellationTokenSource(50);
    try { await Task.Delay(Timeout.Infinite, cancel.Token); }
    catch (OperationCanceledException e) { Console.WriteLine(e.GetType().Name); }
    Parallel.For(0, 1000, i => Interlocked.Add(ref sum, i));
    Console.WriteLine(sum);
});

await Step("timers", async () =>
{
    int ticks = 0;
    var enough = new TaskCompletionSource();
    using (var timer = new Timer(_ => { if (Interlocked.Increment(ref ticks) == 3) enough.TrySetResult(); }, null, 5, 5)) await enough.Task.WaitAsync(TimeSpan.FromSeconds(30));
    Console.WriteLine(ticks >= 3);
    var watch = Stopwatch.StartNew();
    Thread.Sleep(30);
    Console.WriteLine($"slept:{watch.ElapsedMilliseconds >= 29} utc:{DateTime.UtcNow.Year > 2000}");
    using var periodic = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
    for (int i = 0; i < 3; i++) await periodic.WaitForNextTickAsync();
    Console.WriteLine("periodic");
});

await Step("files", async () =>
{
    await File.WriteAllLinesAsync("lines", Enumerable.Range(0, 500).Select(n => $"line {n}"));
    Console.WriteLine((await File.ReadAllLinesAsync("lines")).Length);
    Directory.CreateDirectory("a/b/c");
    File.Copy("lines", "a/b/copy");
    File.Move("a/b/copy", "a/b/c/moved");
    File.CreateSymbolicLink("link", "a/b/c/moved");
    Console.WriteLine($"{new FileInfo("link").LinkTarget} {File.ResolveLinkTarget("link", true)!.Name} {new FileInfo("a/b/c/moved").Length}");
    Console.WriteLine(string.Join(' ', Directory.EnumerateFileSystemEntries(".", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)));
    using (FileStream stream = new("random", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.RandomAccess))
    {
        stream.SetLength(100_000);
        RandomAccess.Write(stream.SafeFileHandle, "hello"u8, 50_000);
        byte[] back = new byte[5];
        RandomAccess.Read(stream.SafeFileHandle, back, 50_000);
        Console.WriteLine(Encoding.ASCII.GetString(back));
    }

    using (new FileStream("random", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
    {
        try
        {
            new FileStream("random", FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            Console.WriteLine("opened a file that nobody else may");
        }
        catch (IOException)
        {
            Console.WriteLine("a file that is not shared stays shut");
        }
    }

    using (var map = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile("random", FileMode.Open))
    using (var view = map.CreateViewAccessor(0, 100_000))
    {
        view.Write(60_000, 0x1234_5678);
        Console.WriteLine(view.ReadInt32(60_000).ToString("x"));
    }

    File.SetLastWriteTimeUtc("lines", new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    File.SetUnixFileMode("lines", UnixFileMode.UserRead | UnixFileMode.GroupRead);
    Console.WriteLine($"{File.GetLastWriteTimeUtc("lines"):O} {File.GetUnixFileMode("lines")}");
    try { File.ReadAllText("missing"); }
    catch (FileNotFoundException e) { Console.WriteLine(e.GetType().Name); }
    Console.WriteLine(new DriveInfo("/").TotalSize >= 0);
    Directory.Delete("a", recursive: true);
    Console.WriteLine(Directory.Exists("a"));
});

await Step("memory", () =>
{
    var keep = new List<byte[]>();
    long sum = 0;
    for (int i = 0; i < 2000; i++)
    {
        byte[] block = new byte[10_000];
        block[i % 10_000] = 1;
        if (i % 10 == 0) keep.Add(block);
        sum += block.Sum(b => b);
    }

    GC.Collect();
    GC.WaitForPendingFinalizers();
    Console.WriteLine($"{sum} {keep.Count} collected:{GC.CollectionCount(0) > 0}");
});

await Step("exceptions", () =>
{
    string? text = null;
    try { Console.WriteLine(text!.Length); }
    catch (NullReferenceException) { Console.WriteLine("null"); }
    int zero = args.Length > 99 ? 1 : 0;
    try { Console.WriteLine(1 / zero); }
    catch (DivideByZeroException) { Console.WriteLine("divide"); }
    try { Recurse(0); }
    catch (InsufficientExecutionStackException) { Console.WriteLine("stack"); }
});

await Step("sockets", async () =>
{
    using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    listener.Bind(new UnixDomainSocketEndPoint("socket"));
    listener.Listen();
    Task server = Task.Run(async () =>
    {
        using Socket peer = await listener.AcceptAsync();
        byte[] buffer = new byte[100];
        int count = await peer.ReceiveAsync(buffer);
        await peer.SendAsync(buffer.AsMemory(0, count));
    });
    using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    await client.ConnectAsync(new UnixDomainSocketEndPoint("socket"));
    await client.SendAsync("echo this"u8.ToArray());
    byte[] answer = new byte[100];
    Console.WriteLine(Encoding.ASCII.GetString(answer, 0, await client.ReceiveAsync(answer)));
    await server;
    using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
    using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
    pipe.WriteByte(42);
    Console.WriteLine(end.ReadByte());
});

await Step("processes", async () =>
{
    var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
    start.ArgumentList.Add("-c");
    start.ArgumentList.Add("read line; echo \"got $line\"; echo oops >&2; exit 7");
    using Process child = Process.Start(start)!;
    await child.StandardInput.WriteLineAsync("input");
    child.StandardInput.Close();
    Console.Write(await child.StandardOutput.ReadToEndAsync());
    Console.Write(await child.StandardError.ReadToEndAsync());
    await child.WaitForExitAsync();
    Console.WriteLine(child.ExitCode);
    using Process sleeper = Process.Start("/bin/sh", ["-c", "sleep 100"]);
    sleeper.Kill();
    sleeper.WaitForExit();
    Console.WriteLine($"killed:{sleeper.ExitCode}");
    Console.WriteLine($"self:{Process.GetCurrentProcess().WorkingSet64 > 0} threads:{Process.GetCurrentProcess().Threads.Count > 1}");
});

await Step("signals", async () =>
{
    var got = new TaskCompletionSource<PosixSignal>();
    using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => { context.Cancel = true; got.TrySetResult(context.Signal); });
    using Process kill = Process.Start("/bin/sh", ["-c", $"kill -HUP {Environment.ProcessId}"]);
    Console.WriteLine(await got.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    kill.WaitForExit();
});

Environment.CurrentDirectory = "/";
Directory.Delete(work, recursive: true);
Console.WriteLine($"failures: {failures}");
return failures == 0 ? 42 : 1;

static int Recurse(int depth)
{
    System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
    return Recurse(depth + 1) + 1;
}

async Task Step(string name, Delegate body)
{
    Console.WriteLine($"-- {name}");
    try
    {
        if (body is Func<Task> asynchronous) await asynchronous();
        else ((Action)body)();
    }
    catch (Exception e)
    {
        failures++;
        Console.WriteLine($"{name} FAILED: {e.GetType().Name}: {e.Message}");
    }
}
