// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Terminal;
using Skift.Machine;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.Terminal;

/// <summary>Keeps what the terminal sends.</summary>
internal sealed class RecordingDriver : TerminalDriver
{
    private readonly StringBuilder _sent = new();

    internal Termios Configured { get; private set; }

    /// <summary>What was sent since the last look.</summary>
    internal string Take()
    {
        string text = _sent.ToString();
        _ = _sent.Clear();
        return text;
    }

    public override void Write(ReadOnlySpan<byte> data) => _ = _sent.Append(Encoding.Latin1.GetString(data));

    public override void Configure(in Termios settings) => Configured = settings;
}

/// <summary>Processes as the test wants them.</summary>
internal sealed class FakeJobs : JobControl
{
    internal readonly Dictionary<int, ProcessGroup> Groups = [];
    internal readonly List<(int Group, Signal Signal)> Sent = [];
    internal readonly HashSet<Signal> Ignored = [];
    internal readonly List<Signal> SentToLeaders = [];

    internal ProcessGroup? Group { get; set; }

    internal bool IsLeader { get; set; }

    internal bool IsRoot { get; set; } = true;

    public override ProcessGroup? CurrentGroup => Group;

    internal bool HasForgotten { get; set; }

    public override ControllingTerminal? OwnTerminal => HasForgotten ? null : Group?.Session.Terminal;

    public override void ForgetTerminal() => HasForgotten = true;

    public override bool IsSessionLeader => IsLeader;

    public override bool IsPrivileged => IsRoot;

    public override bool IsIgnoring(Signal signal) => Ignored.Contains(signal);

    public override ProcessGroup? FindGroup(int number) => Groups.GetValueOrDefault(number);

    public override void SendToLeader(Session session, Signal signal) => SentToLeaders.Add(signal);

    public override void Send(ProcessGroup group, Signal signal) => Sent.Add((group.Id, signal));

    internal ProcessGroup Add(int id, Session session) => Groups[id] = new ProcessGroup(id, session);
}

/// <summary>A terminal, opened by a session leader in the foreground.</summary>
internal sealed class Desk : IDisposable
{
    internal Desk(OpenFlags flags = OpenFlags.O_RDWR)
    {
        Session = new Session(100);
        Leader = Jobs.Add(100, Session);
        Jobs.Group = Leader;
        Jobs.IsLeader = true;
        Terminal = new Core.Terminal.Terminal("ttyS0", DeviceNumber.Make(4, 64), Driver, Jobs);
        Assert.Equal(Errno.None, Tree.Devices.Register(new TerminalDevice(Terminal)));
        Assert.Equal(Errno.None, Tree.Devices.Register(new ControllingTerminalDevice(Jobs)));
        Assert.Equal(Errno.None, Tree.View.MakeNode("ttyS0"u8, StatMode.S_IFCHR | Files.Tree.Mode644, Terminal.DeviceNumber));
        Assert.Equal(Errno.None, Tree.View.MakeNode("tty"u8, StatMode.S_IFCHR | Files.Tree.Mode644, DeviceNumber.Make(5, 0)));
        File = Tree.Open("ttyS0", flags);
    }

    internal Tree Tree { get; } = new();

    internal RecordingDriver Driver { get; } = new();

    internal FakeJobs Jobs { get; } = new();

    internal Session Session { get; }

    internal ProcessGroup Leader { get; }

    internal Core.Terminal.Terminal Terminal { get; }

    internal OpenFile File { get; }

    internal string Output => Driver.Take();

    internal void Type(string text) => Terminal.Receive(Files.Tree.Bytes(text));

    internal string Read(int length = 1024) => Files.Tree.Read(File, length);

    internal Errno ReadError(int length = 1024) => Files.Tree.TryRead(File, new byte[length]).Error;

    internal Errno Control(uint request, ulong argument) => File.Control(request, argument).Error;

    internal T Get<T>(uint request)
        where T : unmanaged
    {
        Assert.Equal(Errno.None, Control(request, UserMemory.Base));
        Assert.Equal(Errno.None, UserMemory.Read(new VirtualAddress(UserMemory.Base), out T value));
        return value;
    }

    internal Errno Set<T>(uint request, T value)
        where T : unmanaged
    {
        Assert.Equal(Errno.None, UserMemory.Write(new VirtualAddress(UserMemory.Base), value));
        return Control(request, UserMemory.Base);
    }

    internal void Change(Func<Termios, Termios> change) => Assert.Equal(Errno.None, Set(Ioctl.TCSETS, change(Get<Termios>(Ioctl.TCGETS))));

    /// <summary>Raw mode with the given VMIN and VTIME.</summary>
    internal void MakeRaw(byte minimum, byte tenths) => Change(settings =>
    {
        settings.c_lflag &= ~(LocalModes.ICANON | LocalModes.ECHO | LocalModes.ISIG | LocalModes.IEXTEN);
        settings.c_cc[ControlCharacter.VMIN] = minimum;
        settings.c_cc[ControlCharacter.VTIME] = tenths;
        return settings;
    });

    public void Dispose() => File.Dispose();
}
