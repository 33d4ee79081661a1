// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Skift.Abi;
using Xunit;

namespace Skift.Tests.Host.Terminal;

/// <summary>Random keys, settings and reads on our terminal and on a pseudo terminal of Linux: output and input must agree.</summary>
public sealed class LinuxTerminalComparisonTests
{
    // Without VSTOP: while output is stopped Linux keeps echoes back, and when it shows them depends on its buffers.
    private const string Keys = "aaabbb___    \t\t\n\n\r\u007f\u007f\u007f\u0015\u0017\u0017\u0004\u0016\u0012\u0003\u001c\u001a\u0001\u001b\u00c3\u00a9\u00e4%";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomKeys_GiveTheOutputAndInputOfLinux(int seed)
    {
        // Linux handles typed keys some time later and does not say when. A difference that patience mends was one of time.
        foreach (int patience in (int[])[3, 20])
        {
            try
            {
                Compare(seed, patience);
                return;
            }
            catch (Xunit.Sdk.XunitException)
            {
            }
        }

        Compare(seed, patienceMilliseconds: 80);
    }

    private static void Compare(int seed, int patienceMilliseconds)
    {
        Random random = new(seed);
        using LinuxTerminal linux = new();
        using Desk desk = new(OpenFlags.O_RDWR | OpenFlags.O_NONBLOCK);
        StringBuilder log = new();
        Configure(random, desk, linux, log);
        for (int step = 0; step < 300; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    Configure(random, desk, linux, log);
                    break;
                case 1 or 2:
                    CompareRead(desk, linux, 1 + random.Next(8), log);
                    break;
                case 3:
                    byte[] data = RandomKeys(random);
                    _ = log.AppendLine($"write {Show(Encoding.Latin1.GetString(data))}");
                    linux.Write(data);
                    _ = desk.Tree.TryWrite(desk.File, data);
                    CompareOutput(desk, linux, log);
                    break;
                default:
                    byte[] keys = RandomKeys(random);
                    _ = log.AppendLine($"type {Show(Encoding.Latin1.GetString(keys))}");
                    linux.Type(keys);
                    desk.Terminal.Receive(keys);
                    Thread.Sleep(patienceMilliseconds);
                    CompareOutput(desk, linux, log);
                    break;
            }
        }
    }

    private static byte[] RandomKeys(Random random)
    {
        byte[] keys = new byte[1 + random.Next(6)];
        for (int index = 0; index < keys.Length; index++)
        {
            keys[index] = (byte)Keys[random.Next(Keys.Length)];
        }

        return keys;
    }

    private static void Configure(Random random, Desk desk, LinuxTerminal linux, StringBuilder log)
    {
        Termios settings = Core.Terminal.LineDiscipline.DefaultSettings;
        settings.c_iflag ^= Some<InputModes>(random, InputModes.ICRNL, InputModes.INLCR, InputModes.IGNCR, InputModes.ISTRIP, InputModes.IUTF8, InputModes.IXANY);
        settings.c_oflag ^= Some<OutputModes>(random, OutputModes.ONLCR, OutputModes.OCRNL, OutputModes.ONLRET, OutputModes.ONOCR, OutputModes.XTABS, OutputModes.OPOST);
        settings.c_lflag ^= Some<LocalModes>(
            random, LocalModes.ICANON, LocalModes.ECHO, LocalModes.ECHOE, LocalModes.ECHOK, LocalModes.ECHOKE, LocalModes.ECHOCTL, LocalModes.ECHONL, LocalModes.IEXTEN, LocalModes.ISIG, LocalModes.NOFLSH);
        settings.c_cc[ControlCharacter.VEOL] = random.Next(6) == 0 ? (byte)'%' : (byte)0;
        settings.c_cc[ControlCharacter.VMIN] = (byte)random.Next(4);
        _ = log.AppendLine($"set {settings.c_iflag} | {settings.c_oflag} | {settings.c_lflag} | eol {settings.c_cc[ControlCharacter.VEOL]} min {settings.c_cc[ControlCharacter.VMIN]}");
        linux.Configure(settings);
        Assert.Equal(Errno.None, desk.Set(Ioctl.TCSETS, settings));
    }

    private static T Some<T>(Random random, params T[] flags)
        where T : struct, Enum
    {
        uint value = 0;
        foreach (T flag in flags)
        {
            value |= random.Next(8) == 0 ? Convert.ToUInt32(flag) : 0;
        }

        return (T)Enum.ToObject(typeof(T), value);
    }

    private static void CompareOutput(Desk desk, LinuxTerminal linux, StringBuilder log)
    {
        string ours = desk.Output;
        string theirs = linux.TakeOutput();
        for (int patience = 0; patience < 40 && theirs.Length < ours.Length; patience++)
        {
            Thread.Sleep(2);
            theirs += linux.TakeOutput();
        }

        _ = log.AppendLine($"  output {Show(theirs)}");
        Assert.True(ours == theirs, $"output: ours {Show(ours)}, Linux {Show(theirs)}\n{Tail(log)}");
    }

    private static void CompareRead(Desk desk, LinuxTerminal linux, int length, StringBuilder log)
    {
        byte[] buffer = new byte[length];
        Result<long> result = Files.Tree.TryRead(desk.File, buffer);
        string ours = result.Try(out long count, out Errno error) ? Encoding.Latin1.GetString(buffer, 0, (int)count) : "";
        string theirs = linux.Read(length, out Errno linuxError);
        for (int patience = 0; patience < 40 && linuxError == Errno.EAGAIN && error == Errno.None; patience++)
        {
            Thread.Sleep(2);
            theirs = linux.Read(length, out linuxError);
        }

        _ = log.AppendLine($"read {length} = {Show(theirs)} {linuxError}");
        Assert.True(ours == theirs && error == linuxError, $"read: ours {Show(ours)} {error}, Linux {Show(theirs)} {linuxError}\n{Tail(log)}");
    }

    private static string Show(string text)
    {
        List<string> parts = [];
        foreach (char value in text)
        {
            parts.Add(value is > ' ' and < (char)127 ? value.ToString() : $"<{(int)value:x2}>");
        }

        return "'" + string.Concat(parts) + "'";
    }

    private static string Tail(StringBuilder log) => log.Length > 2500 ? log.ToString(log.Length - 2500, 2500) : log.ToString();
}
