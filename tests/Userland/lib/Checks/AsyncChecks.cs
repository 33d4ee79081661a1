// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Files, pipes, sockets and processes by async methods.</summary>
internal static class AsyncChecks
{
    internal static void Run(Check check)
    {
        Files(check).GetAwaiter().GetResult();
        Processes(check).GetAwaiter().GetResult();
        Sockets(check).GetAwaiter().GetResult();
        Cancelling(check).GetAwaiter().GetResult();
    }

    private static async Task Files(Check check)
    {
        await File.WriteAllTextAsync("async", "one\ntwo\n");
        await File.AppendAllTextAsync("async", "three\n");
        check.Sequence("lines", await File.ReadAllLinesAsync("async"), "one", "two", "three");
        await using (FileStream stream = new("async", FileMode.Create))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 10_000)));
            await stream.FlushAsync();
            stream.Position = 9_990;
            byte[] buffer = new byte[20];
            check.Print("read", $"{await stream.ReadAtLeastAsync(buffer, 20, throwOnEndOfStream: false)} {await stream.ReadAsync(buffer)}");
            stream.Position = 0;
            using MemoryStream copy = new();
            await stream.CopyToAsync(copy);
            check.Equal("copied", copy.Length, 10_000);
        }

        using StreamReader reader = new("async");
        check.Equal("text", (await reader.ReadToEndAsync()).Length, 10_000);
        try
        {
            await File.ReadAllTextAsync("missing");
        }
        catch (FileNotFoundException e)
        {
            check.Print("missing", Path.GetFileName(e.FileName));
        }

        using FileStream end = File.OpenRead("async");
        end.Position = 10_000;
        try
        {
            await end.ReadExactlyAsync(new byte[1]);
        }
        catch (EndOfStreamException e)
        {
            check.Print("end", e.GetType().Name);
        }
    }

    private static async Task Processes(Check check)
    {
        ProcessStartInfo info = new("/bin/sh", ["-c", "read line; echo \"got $line\"; sleep 0.05; echo done; exit 3"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(info)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        await child.StandardInput.WriteLineAsync("a line");
        child.StandardInput.Close();
        await child.WaitForExitAsync();
        check.Print("process", $"{child.ExitCode} {(await output).Replace('\n', '|')}");
        List<Task<int>> exits = [];
        for (int i = 0; i < 8; i++) exits.Add(Exit(i));
        check.Sequence("together", await Task.WhenAll(exits), 0, 1, 2, 3, 4, 5, 6, 7);
    }

    private static async Task<int> Exit(int status)
    {
        using Process child = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exit " + status]))!;
        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    private static async Task Sockets(Check check)
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("socket"));
        listener.Listen();
        Task server = Serve(listener, 3);
        List<Task<string>> clients = [];
        for (int i = 0; i < 3; i++) clients.Add(Ask("question " + i));
        string[] answers = await Task.WhenAll(clients);
        Array.Sort(answers, StringComparer.Ordinal);
        check.Sequence("answers", answers, "QUESTION 0", "QUESTION 1", "QUESTION 2");
        await server;
        // More than a socket's buffer holds, both ways at once.
        Task<Socket> accepting = listener.AcceptAsync();
        using Socket one = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await one.ConnectAsync(new UnixDomainSocketEndPoint("socket"));
        using Socket other = await accepting;
        byte[] sent = new byte[1_000_000];
        new Random(7).NextBytes(sent);
        Task<int> sending = one.SendAsync(sent, SocketFlags.None);
        byte[] received = new byte[sent.Length];
        int total = 0;
        while (total < received.Length) total += await other.ReceiveAsync(received.AsMemory(total));
        check.Print("large", $"{await sending} {received.AsSpan().SequenceEqual(sent)}");
    }

    private static async Task Serve(Socket listener, int count)
    {
        List<Task> answers = [];
        for (int i = 0; i < count; i++) answers.Add(Answer(await listener.AcceptAsync()));
        await Task.WhenAll(answers);
    }

    private static async Task Answer(Socket client)
    {
        using NetworkStream stream = new(client, ownsSocket: true);
        byte[] buffer = new byte[100];
        int count = await stream.ReadAsync(buffer);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(buffer, 0, count).ToUpperInvariant()));
    }

    private static async Task<string> Ask(string question)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint("socket"));
        await socket.SendAsync(Encoding.ASCII.GetBytes(question), SocketFlags.None);
        byte[] buffer = new byte[100];
        int count = await socket.ReceiveAsync(buffer, SocketFlags.None);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private static async Task Cancelling(Check check)
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("quiet"));
        listener.Listen();
        using CancellationTokenSource source = new(20);
        try
        {
            await listener.AcceptAsync(source.Token);
        }
        catch (OperationCanceledException)
        {
            check.True("accept", source.IsCancellationRequested);
        }

        Task<Socket> accepting = listener.AcceptAsync();
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint("quiet"));
        using Socket server = await accepting;
        using CancellationTokenSource second = new();
        ValueTask<int> reading = server.ReceiveAsync(new byte[1], second.Token);
        check.False("waits", reading.IsCompleted);
        second.Cancel();
        try
        {
            await reading;
        }
        catch (OperationCanceledException)
        {
            check.True("receive", true);
        }

        await client.SendAsync(new byte[] { 5 });
        byte[] one = new byte[1];
        check.Print("after", $"{await server.ReceiveAsync(one)} {one[0]}");
    }
}
