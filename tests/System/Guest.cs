using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace Skift.Tests.System;

/// <summary>A running guest with a screen: its console as text, its screen and keyboard through QEMU's machine protocol (QMP).</summary>
internal sealed class Guest : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("skift-guest-").FullName;
    private readonly string _qmp;
    private readonly Process _process;
    private readonly StringBuilder _console = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader _answers;

    public Guest(params string[] options)
    {
        _qmp = Path.Combine(_folder, "qmp");
        string[] arguments = ["--no-build", "--configuration", Repository.Configuration, "--headless", "--timeout", "170", "--qmp", _qmp, .. options];
        _process = Process.Start(new ProcessStartInfo(Repository.PathOf("run-qemu.sh"), arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        new Thread(ReadConsole) { IsBackground = true }.Start();
        WaitFor(() => TryConnect(_qmp), "QEMU's control socket");
        _answers = new StreamReader(new NetworkStream(_socket));
        _ = _answers.ReadLine();
        _ = Command("qmp_capabilities", new { });
    }

    public string Folder => _folder;

    public string Console
    {
        get
        {
            lock (_console) return _console.ToString();
        }
    }

    public void WaitForText(string text) => WaitFor(() => Console.Contains(text, StringComparison.Ordinal), $"\"{text}\" on the console");

    public void Type(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    public void Press(string key) =>
        _ = Command("send-key", new { keys = new[] { new { type = "qcode", data = key } } });

    /// <summary>The screen as a binary PPM.</summary>
    public byte[] TakeScreen()
    {
        string file = Path.Combine(_folder, "screen.ppm");
        _ = Command("screendump", new { filename = file });
        return File.ReadAllBytes(file);
    }

    /// <summary>A window that shows the screen, until it is disposed.</summary>
    public VncWindow OpenWindow() => new(_qmp + ".vnc");

    public void WaitFor(Func<bool> condition, string what)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); Thread.Sleep(50))
        {
            if (watch.Elapsed > s_limit || _process.HasExited) throw new TimeoutException($"waited in vain for {what}; the console says:\n{Console}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool TryConnect(string path)
    {
        try
        {
            _socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private JsonElement Command(string name, object arguments)
    {
        _ = _socket.Send(JsonSerializer.SerializeToUtf8Bytes(new { execute = name, arguments }));
        while (_answers.ReadLine() is string line)
        {
            JsonElement answer = JsonDocument.Parse(line).RootElement;
            if (answer.TryGetProperty("return", out JsonElement result)) return result;
            if (answer.TryGetProperty("error", out JsonElement error)) throw new InvalidOperationException($"QEMU refuses {name}: {error}");
        }

        throw new InvalidOperationException($"QEMU ended before it answered {name}; the console says:\n{Console}");
    }

    private void ReadConsole()
    {
        char[] buffer = new char[4096];
        for (int count; (count = _process.StandardOutput.Read(buffer)) > 0;)
        {
            lock (_console) _console.Append(buffer, 0, count);
        }
    }
}
