// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>termios.h.</summary>
public static unsafe partial class C
{
    private const int CControlCharacters = 32;

    /// <summary>C's struct termios, which is longer than the kernel's.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct CTermios
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        public byte Line;
        public fixed byte Characters[CControlCharacters];
        public uint InputSpeed;
        public uint OutputSpeed;
    }

    [RuntimeExport("tcgetattr")]
    public static int tcgetattr(int fd, CTermios* result)
    {
        Termios kernel;
        if (Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCGETS, (long)&kernel)) < 0)
        {
            return -1;
        }

        *result = default;
        memcpy(result, &kernel, (nuint)sizeof(Termios));
        result->InputSpeed = (uint)(kernel.c_cflag & ControlModes.CBAUD);
        result->OutputSpeed = result->InputSpeed;
        return 0;
    }

    [RuntimeExport("tcsetattr")]
    public static int tcsetattr(int fd, int action, CTermios* termios)
    {
        if (action is < 0 or > 2)
        {
            return Error.Set(Errno.EINVAL);
        }

        // The first 36 bytes are the kernel's structure; its characters end before C's do.
        Termios kernel;
        memcpy(&kernel, termios, (nuint)sizeof(Termios));
        return (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCSETS + action, (long)&kernel));
    }

    [RuntimeExport("tcflush")]
    public static int tcflush(int fd, int queue) => (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCFLSH, queue));

    [RuntimeExport("tcflow")]
    public static int tcflow(int fd, int action) => (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCXONC, action));

    [RuntimeExport("tcdrain")]
    public static int tcdrain(int fd) => (int)Error.Answer(CancellationPoint.Invoke(SystemCall.ioctl, fd, Ioctl.TCSBRK, 1));

    [RuntimeExport("tcsendbreak")]
    public static int tcsendbreak(int fd, int duration) => (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCSBRK, 0));

    [RuntimeExport("tcgetpgrp")]
    public static int tcgetpgrp(int fd)
    {
        int group;
        return Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGPGRP, (long)&group)) < 0 ? -1 : group;
    }

    [RuntimeExport("tcsetpgrp")]
    public static int tcsetpgrp(int fd, int group) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCSPGRP, (long)&group));

    [RuntimeExport("tcgetsid")]
    public static int tcgetsid(int fd)
    {
        int session;
        return Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGSID, (long)&session)) < 0 ? -1 : session;
    }

    [RuntimeExport("cfmakeraw")]
    public static void cfmakeraw(CTermios* termios)
    {
        termios->Input &= ~(uint)(InputModes.IGNBRK | InputModes.BRKINT | InputModes.PARMRK | InputModes.ISTRIP | InputModes.INLCR
            | InputModes.IGNCR | InputModes.ICRNL | InputModes.IXON);
        termios->Output &= ~(uint)OutputModes.OPOST;
        termios->Local &= ~(uint)(LocalModes.ECHO | LocalModes.ECHONL | LocalModes.ICANON | LocalModes.ISIG | LocalModes.IEXTEN);
        termios->Control = (termios->Control & ~(uint)(ControlModes.CSIZE | ControlModes.PARENB)) | (uint)ControlModes.CS8;
        termios->Characters[ControlCharacter.VMIN] = 1;
        termios->Characters[ControlCharacter.VTIME] = 0;
    }

    [RuntimeExport("cfgetospeed")]
    public static uint cfgetospeed(CTermios* termios) => termios->Control & (uint)ControlModes.CBAUD;

    [RuntimeExport("cfgetispeed")]
    public static uint cfgetispeed(CTermios* termios) => termios->Control & (uint)ControlModes.CBAUD;

    [RuntimeExport("cfsetospeed")]
    public static int cfsetospeed(CTermios* termios, uint speed)
    {
        if ((speed & ~(uint)ControlModes.CBAUD) != 0)
        {
            return Error.Set(Errno.EINVAL);
        }

        termios->Control = (termios->Control & ~(uint)ControlModes.CBAUD) | speed;
        termios->OutputSpeed = speed;
        return 0;
    }

    /// <summary>Zero means "as the output".</summary>
    [RuntimeExport("cfsetispeed")]
    public static int cfsetispeed(CTermios* termios, uint speed) => speed == 0 ? 0 : cfsetospeed(termios, speed);

    [RuntimeExport("cfsetspeed")]
    public static int cfsetspeed(CTermios* termios, uint speed) => cfsetospeed(termios, speed);

    [RuntimeExport("tcgetwinsize")]
    public static int tcgetwinsize(int fd, WindowSize* size) => (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGWINSZ, (long)size));

    [RuntimeExport("tcsetwinsize")]
    public static int tcsetwinsize(int fd, WindowSize* size) => (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCSWINSZ, (long)size));
}
