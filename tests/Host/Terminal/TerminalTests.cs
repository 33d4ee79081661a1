// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.Terminal;

public sealed class TerminalTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    private ProcessGroup InBackground()
    {
        ProcessGroup group = _desk.Jobs.Add(200, _desk.Session);
        _desk.Jobs.Group = group;
        _desk.Jobs.IsLeader = false;
        return group;
    }

    [Fact]
    public void Line_IsReadWhenItIsDone_AndInPieces()
    {
        _desk.Type("hel");
        Assert.Equal(PollEvents.None, _desk.File.Poll(null) & PollEvents.POLLIN);
        _desk.Type("lo\rworld\r");
        Assert.Equal("hello\r\nworld\r\n", _desk.Output);
        Assert.Equal(PollEvents.POLLIN, _desk.File.Poll(null) & PollEvents.POLLIN);
        Assert.Equal(12, _desk.Get<int>(Ioctl.FIONREAD));
        Assert.Equal("he", _desk.Read(2));
        Assert.Equal("llo\n", _desk.Read());
        Assert.Equal("world\n", _desk.Read());
    }

    [Fact]
    public void EndOfFile_EndsTheReadWithoutABreak()
    {
        _desk.Type("abc\u0004");
        Assert.Equal("abc", _desk.Read());
        _desk.Type("\u0004");
        Assert.Equal("", _desk.Read());
        _desk.Type("abc\u0004def\n");
        Assert.Equal("abc", _desk.Read(3));
        Assert.Equal("def\n", _desk.Read());
    }

    [Fact]
    public async Task Read_WaitsForTheLine()
    {
        Task<string> reading = Task.Factory.StartNew(() => _desk.Read(), TaskCreationOptions.LongRunning);
        await Task.Delay(30);
        _desk.Type("x");
        await Task.Delay(30);
        Assert.False(reading.IsCompleted);
        _desk.Type("\n");
        Assert.Equal("x\n", await reading);
    }

    [Fact]
    public void LongLine_KeepsRoomForItsEnd_AndIsReadWhole()
    {
        _desk.Type(new string('x', 5000) + "\n");
        Assert.Equal(new string('x', 4095) + "\n", _desk.Read(10_000));
    }

    [Fact]
    public void Keys_SignalTheForegroundGroup_AndFlush()
    {
        _desk.Type("typed\u0003\u001c\u001aafter\n");
        Assert.Equal([(100, Signal.SIGINT), (100, Signal.SIGQUIT), (100, Signal.SIGTSTP)], _desk.Jobs.Sent);
        Assert.Equal("after\n", _desk.Read());
        _desk.Change(settings =>
        {
            settings.c_lflag &= ~LocalModes.ISIG;
            return settings;
        });
        _desk.Type("\u0003\n");
        Assert.Equal("\u0003\n", _desk.Read());
        Assert.Equal(3, _desk.Jobs.Sent.Count);
    }

    [Theory]
    [InlineData(0, 0, "", "", 0)]
    [InlineData(1, 0, "ab", "ab", 0)]
    [InlineData(3, 0, "abc", "abc", 0)]
    [InlineData(0, 2, "", "", 150)]
    [InlineData(0, 2, "a", "a", 0)]
    [InlineData(5, 2, "ab", "ab", 150)]
    public void RawMode_WaitsAsVminAndVtimeSay(byte minimum, byte tenths, string typed, string read, int leastMilliseconds)
    {
        _desk.MakeRaw(minimum, tenths);
        _desk.Type(typed);
        Stopwatch time = Stopwatch.StartNew();
        Assert.Equal(read, _desk.Read());
        Assert.True(time.ElapsedMilliseconds >= leastMilliseconds, $"{time.ElapsedMilliseconds} ms");
        Assert.True(time.ElapsedMilliseconds < 5000);
    }

    [Fact]
    public async Task RawMode_CollectsVminBytes()
    {
        _desk.MakeRaw(3, 0);
        Task<string> reading = Task.Factory.StartNew(() => _desk.Read(), TaskCreationOptions.LongRunning);
        _desk.Type("a");
        await Task.Delay(20);
        _desk.Type("b");
        await Task.Delay(20);
        Assert.False(reading.IsCompleted);
        _desk.Type("cd");
        Assert.StartsWith("abc", await reading);
    }

    [Fact]
    public async Task StopCharacter_HoldsOutput_UntilStart()
    {
        _desk.Type("\u0013");
        Assert.Equal(PollEvents.None, _desk.File.Poll(null) & PollEvents.POLLOUT);
        Task<long> writing = Task.Factory.StartNew(() => _desk.Tree.Write(_desk.File, "text"), TaskCreationOptions.LongRunning);
        await Task.Delay(30);
        Assert.Equal("", _desk.Output);
        _desk.Type("\u0011");
        Assert.Equal(4, await writing);
        Assert.Equal("text", _desk.Output);
        Assert.Equal(Errno.None, _desk.Control(Ioctl.TCXONC, Ioctl.TCOOFF));
        _desk.File.SetFlags(OpenFlags.O_NONBLOCK);
        Assert.Equal(Errno.EAGAIN, _desk.Tree.TryWrite(_desk.File, [1]).Error);
        Assert.Equal(Errno.None, _desk.Control(Ioctl.TCXONC, Ioctl.TCOON));
        Assert.Equal(1, _desk.Tree.Write(_desk.File, "y"));
    }

    [Fact]
    public void WindowSize_ChangesAreSignalled()
    {
        WindowSize size = new() { ws_row = 25, ws_col = 80, ws_xpixel = 640, ws_ypixel = 400 };
        Assert.Equal(Errno.None, _desk.Set(Ioctl.TIOCSWINSZ, size));
        Assert.Equal(80, _desk.Get<WindowSize>(Ioctl.TIOCGWINSZ).ws_col);
        Assert.Equal([(100, Signal.SIGWINCH)], _desk.Jobs.Sent);
        _desk.Terminal.SetWindowSize(size);
        Assert.Single(_desk.Jobs.Sent);
    }

    [Fact]
    public void BackgroundJob_IsStoppedWhenItReads()
    {
        ProcessGroup group = InBackground();
        _desk.Type("x\n");
        Assert.Equal(Errno.EINTR, _desk.ReadError());
        Assert.Equal([(200, Signal.SIGTTIN)], _desk.Jobs.Sent);
        _ = _desk.Jobs.Ignored.Add(Signal.SIGTTIN);
        Assert.Equal(Errno.EIO, _desk.ReadError());
        _desk.Jobs.Ignored.Clear();
        group.IsOrphaned = true;
        Assert.Equal(Errno.EIO, _desk.ReadError());
    }

    [Fact]
    public void BackgroundJob_MayWrite_UnlessTostop()
    {
        _desk.Change(settings =>
        {
            settings.c_lflag |= LocalModes.TOSTOP;
            return settings;
        });
        _ = InBackground();
        Assert.Equal(Errno.EINTR, _desk.Tree.TryWrite(_desk.File, [1]).Error);
        Assert.Equal([(200, Signal.SIGTTOU)], _desk.Jobs.Sent);
        _ = _desk.Jobs.Ignored.Add(Signal.SIGTTOU);
        Assert.Equal(1, _desk.Tree.Write(_desk.File, "x"));
        _desk.Jobs.Ignored.Clear();
        Assert.Equal(Errno.EINTR, _desk.Set(Ioctl.TCSETS, _desk.Get<Termios>(Ioctl.TCGETS)));
        Assert.Equal(2, _desk.Jobs.Sent.Count);
    }

    [Fact]
    public void ForegroundGroup_IsSetBySessionMembers()
    {
        Assert.Equal(100, _desk.Get<int>(Ioctl.TIOCGPGRP));
        Assert.Equal(100, _desk.Get<int>(Ioctl.TIOCGSID));
        ProcessGroup job = _desk.Jobs.Add(300, _desk.Session);
        _ = _desk.Jobs.Add(400, new Session(400));
        Assert.Equal(Errno.None, _desk.Set(Ioctl.TIOCSPGRP, 300));
        Assert.Same(job, _desk.Terminal.ForegroundGroup);
        _ = _desk.Jobs.Ignored.Add(Signal.SIGTTOU);
        Assert.Equal(Errno.EPERM, _desk.Set(Ioctl.TIOCSPGRP, 400));
        Assert.Equal(Errno.ESRCH, _desk.Set(Ioctl.TIOCSPGRP, 999));
        Assert.Equal(Errno.EINVAL, _desk.Set(Ioctl.TIOCSPGRP, -1));
        Assert.Equal(Errno.EFAULT, _desk.Control(Ioctl.TIOCSPGRP, 4));
        _desk.Jobs.Group = _desk.Jobs.FindGroup(400);
        Assert.Equal(Errno.ENOTTY, _desk.Set(Ioctl.TIOCSPGRP, 400));
        Assert.Equal(Errno.ENOTTY, _desk.Control(Ioctl.TIOCGPGRP, UserMemory.Base));
    }

    [Fact]
    public void ControllingTerminal_ComesByOpening_OrTiocsctty()
    {
        Assert.Same(_desk.Terminal, _desk.Session.Terminal);
        using (OpenFile tty = _desk.Tree.Open("tty", OpenFlags.O_RDWR))
        {
            _ = _desk.Tree.Write(tty, "via tty");
            Assert.Equal("via tty", _desk.Output);
        }

        Session second = new(500);
        _desk.Jobs.Group = _desk.Jobs.Add(500, second);
        Assert.Equal(Errno.ENXIO, _desk.Tree.OpenError("tty", OpenFlags.O_RDWR));
        using OpenFile other = _desk.Tree.Open("ttyS0", OpenFlags.O_RDWR);
        Assert.Null(second.Terminal);
        Assert.Equal(Errno.EPERM, other.Control(Ioctl.TIOCSCTTY, 0).Error);
        Assert.True(other.Control(Ioctl.TIOCSCTTY, 1).IsSuccess);
        Assert.Same(_desk.Terminal, second.Terminal);
        Assert.Null(_desk.Session.Terminal);
        Assert.True(other.Control(Ioctl.TIOCNOTTY, 0).IsSuccess);
        Assert.Null(second.Terminal);
        Assert.Equal([(500, Signal.SIGHUP), (500, Signal.SIGCONT)], _desk.Jobs.Sent);
        Assert.Equal(Errno.ENOTTY, other.Control(Ioctl.TIOCNOTTY, 0).Error);
        using OpenFile quiet = _desk.Tree.Open("ttyS0", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY);
        Assert.Null(second.Terminal);
    }

    [Fact]
    public void HangUp_KillsTheFilesThatAreOpen()
    {
        _desk.Terminal.OnSessionEnded(_desk.Session);
        Assert.Equal([(100, Signal.SIGHUP), (100, Signal.SIGCONT)], _desk.Jobs.Sent);
        Assert.Equal("", _desk.Read());
        Assert.Equal(Errno.EIO, _desk.Tree.TryWrite(_desk.File, [1]).Error);
        Assert.Equal(Errno.EIO, _desk.Control(Ioctl.TCGETS, UserMemory.Base));
        Assert.Equal(PollEvents.POLLHUP, _desk.File.Poll(null) & PollEvents.POLLHUP);
        _desk.Jobs.Group = _desk.Jobs.Add(600, new Session(600));
        using OpenFile fresh = _desk.Tree.Open("ttyS0", OpenFlags.O_RDWR);
        Assert.Equal(2, _desk.Tree.Write(fresh, "ok"));
    }

    [Fact]
    public void Settings_RoundTrip_AndReachTheDriver()
    {
        Termios settings = _desk.Get<Termios>(Ioctl.TCGETS);
        Assert.Equal(3, settings.c_cc[ControlCharacter.VINTR]);
        settings.c_cflag = (settings.c_cflag & ~ControlModes.CBAUD) | ControlModes.B115200;
        _desk.Type("flushed");
        Assert.Equal(Errno.None, _desk.Set(Ioctl.TCSETSF, settings));
        Assert.Equal(ControlModes.B115200, _desk.Driver.Configured.c_cflag & ControlModes.CBAUD);
        _desk.Type("\n");
        Assert.Equal("\n", _desk.Read());
        Assert.Equal(Errno.EFAULT, _desk.Control(Ioctl.TCSETS, 1));
        Assert.Equal(Errno.EFAULT, _desk.Control(Ioctl.TCGETS, 1));
        Assert.Equal(Errno.ENOTTY, _desk.Control(0x1234, 0));
        _desk.Type("gone\n");
        Assert.Equal(Errno.None, _desk.Control(Ioctl.TCFLSH, Ioctl.TCIFLUSH));
        Assert.Equal(0, _desk.Get<int>(Ioctl.FIONREAD));
        Assert.Equal(Errno.EINVAL, _desk.Control(Ioctl.TCFLSH, 9));
    }

    [Fact]
    public void ExclusiveMode_KeepsOthersOut()
    {
        Assert.Equal(Errno.None, _desk.Control(Ioctl.TIOCEXCL, 0));
        _desk.Jobs.IsRoot = false;
        Assert.Equal(Errno.EBUSY, _desk.Tree.OpenError("ttyS0", OpenFlags.O_RDWR));
        Assert.Equal(Errno.None, _desk.Control(Ioctl.TIOCNXCL, 0));
        Assert.Equal(Errno.None, _desk.Tree.OpenError("ttyS0", OpenFlags.O_RDWR));
    }

    [Fact]
    public void Poll_IsWokenByInput()
    {
        using Poller poller = new();
        Assert.Equal(PollEvents.POLLOUT | PollEvents.POLLWRNORM, _desk.File.Poll(poller));
        int before = poller.WakeCount;
        _desk.Type("x\n");
        Assert.True(poller.WakeCount > before);
    }
}
