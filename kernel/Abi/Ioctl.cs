// SPDX-License-Identifier: MIT
namespace Skift.Abi;

/// <summary>Requests of <c>ioctl(2)</c> (asm-generic/ioctls.h, linux/fs.h, linux/fb.h).</summary>
public static class Ioctl
{
    public const uint TCGETS = 0x5401;
    public const uint TCSETS = 0x5402;
    public const uint TCSETSW = 0x5403;
    public const uint TCSETSF = 0x5404;
    public const uint TCGETS2 = 0x802C542A;
    public const uint TCSETS2 = 0x402C542B;
    public const uint TCSETSW2 = 0x402C542C;
    public const uint TCSETSF2 = 0x402C542D;
    public const uint TCSBRK = 0x5409;
    public const uint TCXONC = 0x540A;
    public const uint TCFLSH = 0x540B;
    public const uint TIOCEXCL = 0x540C;
    public const uint TIOCNXCL = 0x540D;
    public const uint TIOCSCTTY = 0x540E;
    public const uint TIOCGPGRP = 0x540F;
    public const uint TIOCSPGRP = 0x5410;
    public const uint TIOCOUTQ = 0x5411;
    public const uint TIOCSTI = 0x5412;
    public const uint TIOCGWINSZ = 0x5413;
    public const uint TIOCSWINSZ = 0x5414;
    public const uint FIONREAD = 0x541B;
    public const uint TIOCINQ = FIONREAD;
    public const uint SIOCINQ = FIONREAD;
    public const uint SIOCOUTQ = TIOCOUTQ;
    public const uint TIOCNOTTY = 0x5422;
    public const uint TCSBRKP = 0x5425;
    public const uint TIOCGSID = 0x5429;
    public const uint FIONBIO = 0x5421;
    public const uint TIOCPKT = 0x5420;
    public const uint TIOCGPTPEER = 0x5441;
    public const uint TIOCGPTN = 0x80045430;
    public const uint TIOCSPTLCK = 0x40045431;
    public const uint TIOCGDEV = 0x80045432;
    public const uint TIOCSIG = 0x40045436;
    public const uint TIOCVHANGUP = 0x5437;
    public const uint TIOCGPKT = 0x80045438;
    public const uint TIOCGPTLCK = 0x80045439;
    public const uint TIOCGEXCL = 0x80045440;
    public const uint FIOASYNC = 0x5452;
    public const uint FIONCLEX = 0x5450;
    public const uint FIOCLEX = 0x5451;

    public const uint SIOCATMARK = 0x8905;
    public const uint SIOCGIFNAME = 0x8910;
    public const uint SIOCGIFCONF = 0x8912;
    public const uint SIOCGIFFLAGS = 0x8913;
    public const uint SIOCGIFADDR = 0x8915;
    public const uint SIOCGIFDSTADDR = 0x8917;
    public const uint SIOCGIFBRDADDR = 0x8919;
    public const uint SIOCGIFNETMASK = 0x891B;
    public const uint SIOCGIFMETRIC = 0x891D;
    public const uint SIOCGIFMTU = 0x8921;
    public const uint SIOCGIFHWADDR = 0x8927;
    public const uint SIOCGIFINDEX = 0x8933;
    public const uint SIOCGIFTXQLEN = 0x8942;
    public const uint SIOCGIFMAP = 0x8970;
    public const uint SIOCOUTQNSD = 0x894B;

    public const uint BLKROGET = 0x125E;
    public const uint BLKGETSIZE = 0x1260;
    public const uint BLKFLSBUF = 0x1261;
    public const uint BLKSSZGET = 0x1268;
    public const uint BLKBSZGET = 0x80081270;
    public const uint BLKGETSIZE64 = 0x80081272;

    /// <summary>Queue argument of <see cref="TCFLSH"/>.</summary>
    public const ulong TCIFLUSH = 0;
    public const ulong TCOFLUSH = 1;
    public const ulong TCIOFLUSH = 2;

    /// <summary>Action argument of <see cref="TCXONC"/>.</summary>
    public const ulong TCOOFF = 0;
    public const ulong TCOON = 1;
    public const ulong TCIOFF = 2;
    public const ulong TCION = 3;
}
