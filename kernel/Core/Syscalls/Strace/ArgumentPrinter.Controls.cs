// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Syscalls.Strace;

internal ref partial struct ArgumentPrinter
{
    private static bool HasFcntlArgument(FcntlCommand command) => command is not (FcntlCommand.F_GETFD or FcntlCommand.F_GETFL or FcntlCommand.F_GETOWN
        or FcntlCommand.F_GETSIG or FcntlCommand.F_GETLEASE or FcntlCommand.F_GETPIPE_SZ or FcntlCommand.F_GET_SEALS);

    private readonly void WriteFcntl(ulong value)
    {
        switch ((FcntlCommand)_arguments.A1)
        {
            case FcntlCommand command when !HasFcntlArgument(command):
                break;
            case FcntlCommand.F_SETFD:
                NameTable.Flags(_text, "FD_CLOEXEC 1"u8, value, "FD"u8);
                break;
            case FcntlCommand.F_SETFL:
                WriteOpenFlags((uint)value);
                break;
            case FcntlCommand.F_SETSIG:
                WriteSignal((int)value);
                break;
            case FcntlCommand.F_ADD_SEALS:
                NameTable.Flags(_text, TraceNames.Seals, value, "F_SEAL"u8);
                break;
            case FcntlCommand.F_SETLK or FcntlCommand.F_SETLKW or FcntlCommand.F_OFD_SETLK or FcntlCommand.F_OFD_SETLKW:
                WriteLock(value, isWithOwner: false);
                break;
            case FcntlCommand.F_GETLK or FcntlCommand.F_OFD_GETLK:
                if (HasFailed) _text.Address(value);
                else WriteLock(value, isWithOwner: true);
                break;
            case FcntlCommand.F_SETOWN_EX or FcntlCommand.F_GETOWN_EX:
                if (!TryRead(value, out int type) || !TryRead(value + 4, out int owner)) break;
                NameTable.Choice(_text.Add("{type="u8), "F_OWNER_TID 0 F_OWNER_PID 1 F_OWNER_PGRP 2"u8, (uint)type, "F_OWNER"u8);
                _text.Add(", pid="u8).Number(owner).Add((byte)'}');
                break;
            default:
                _text.Number((int)value);
                break;
        }
    }

    private readonly void WriteLock(ulong address, bool isWithOwner)
    {
        if (!TryRead(address, out FileLock found)) return;
        NameTable.Choice(_text.Add("{l_type="u8), TraceNames.Locks, (ushort)found.l_type, "F"u8);
        NameTable.Choice(_text.Add(", l_whence="u8), TraceNames.Whence, (ushort)found.l_whence, "SEEK"u8);
        _text.Add(", l_start="u8).Number(found.l_start).Add(", l_len="u8).Number(found.l_len);
        if (isWithOwner) _text.Add(", l_pid="u8).Number(found.l_pid);
        _text.Add((byte)'}');
    }

    private readonly void WriteIoctl(ulong value)
    {
        switch ((uint)_arguments.A1)
        {
            case Ioctl.TCSETS or Ioctl.TCSETSW or Ioctl.TCSETSF:
                WriteTermios(value);
                break;
            case Ioctl.TCGETS when !HasFailed:
                WriteTermios(value);
                break;
            case Ioctl.TIOCGWINSZ when !HasFailed:
            case Ioctl.TIOCSWINSZ:
                if (!TryRead(value, out WindowSize size)) break;
                _text.Add("{ws_row="u8).Number(size.ws_row).Add(", ws_col="u8).Number(size.ws_col).Add(", ws_xpixel="u8).Number(size.ws_xpixel)
                    .Add(", ws_ypixel="u8).Number(size.ws_ypixel).Add((byte)'}');
                break;
            case Ioctl.TIOCSPGRP or Ioctl.FIONBIO or Ioctl.FIOASYNC or Ioctl.TIOCPKT or Ioctl.TIOCSPTLCK:
                WriteNumber(value);
                break;
            case Ioctl.TIOCGPGRP or Ioctl.TIOCGSID or Ioctl.FIONREAD or Ioctl.TIOCOUTQ or Ioctl.TIOCGPTN when !HasFailed:
                WriteNumber(value);
                break;
            case Ioctl.TCSBRK or Ioctl.TCSBRKP or Ioctl.TIOCSCTTY:
                _text.Number((int)value);
                break;
            case Ioctl.TCFLSH:
                NameTable.Choice(_text, "TCIFLUSH 0 TCOFLUSH 1 TCIOFLUSH 2"u8, value, "TC"u8);
                break;
            case Ioctl.TCXONC:
                NameTable.Choice(_text, "TCOOFF 0 TCOON 1 TCIOFF 2 TCION 3"u8, value, "TC"u8);
                break;
            case Ioctl.TIOCNOTTY or Ioctl.TIOCEXCL or Ioctl.TIOCNXCL or Ioctl.FIOCLEX or Ioctl.FIONCLEX:
                break;
            default:
                _text.Address(value);
                break;
        }
    }

    private readonly void WriteTermios(ulong address)
    {
        if (!TryRead(address, out Termios termios)) return;
        _text.Add("{c_iflag="u8);
        WriteModes("IGNBRK 1 BRKINT 2 IGNPAR 4 PARMRK 8 INPCK 10 ISTRIP 20 INLCR 40 IGNCR 80 ICRNL 100 IUCLC 200 IXON 400 IXANY 800 IXOFF 1000 IMAXBEL 2000 IUTF8 4000"u8, (uint)termios.c_iflag);
        uint output = (uint)termios.c_oflag;
        _text.Add(", c_oflag=NL"u8).Number((output >> 8) & 1).Add("|CR"u8).Number((output >> 9) & 3).Add("|"u8).Add((output >> 11 & 3) == 3 ? "XTABS"u8 : "TAB0"u8)
            .Add("|BS"u8).Number((output >> 13) & 1).Add("|VT"u8).Number((output >> 14) & 1).Add("|FF"u8).Number((output >> 15) & 1);
        if ((output & 0xFF) != 0) _text.Add((byte)'|');
        WriteModes("OPOST 1 OLCUC 2 ONLCR 4 OCRNL 8 ONOCR 10 ONLRET 20 OFILL 40 OFDEL 80"u8, output & 0xFF);
        uint control = (uint)termios.c_cflag;
        NameTable.Choice(_text.Add(", c_cflag="u8), "B0 0 B300 7 B1200 9 B2400 b B4800 c B9600 d B19200 e B38400 f B57600 1001 B115200 1002 B230400 1003"u8, control & 0x100F, "B"u8);
        _text.Add("|CS"u8).Number(5 + ((control >> 4) & 3));
        const uint RestOfControl = 0x8000_0FC0;
        if ((control & RestOfControl) != 0) _text.Add((byte)'|');
        WriteModes("CSTOPB 40 CREAD 80 PARENB 100 PARODD 200 HUPCL 400 CLOCAL 800 CRTSCTS 80000000"u8, control & RestOfControl);
        _text.Add(", c_lflag="u8);
        WriteModes("ISIG 1 ICANON 2 XCASE 4 ECHO 8 ECHOE 10 ECHOK 20 ECHONL 40 NOFLSH 80 TOSTOP 100 IEXTEN 8000 ECHOCTL 200 ECHOPRT 400 ECHOKE 800 FLUSHO 1000 PENDIN 4000 EXTPROC 10000"u8, (uint)termios.c_lflag);
        _text.Add(", ...}"u8);
    }

    /// <summary>A set that is shown as nothing if it is empty.</summary>
    private readonly void WriteModes(ReadOnlySpan<byte> names, uint value)
    {
        if (value != 0) NameTable.Flags(_text, names, value, default);
    }
}
