// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Syscalls.Strace;

/// <summary>Names and texts of error numbers, as <c>errno(3)</c> and <c>strerror(3)</c> give them.</summary>
internal static class ErrorNames
{
    /// <summary>A line per error: number, name, text.</summary>
    private static ReadOnlySpan<byte> All =>
        "1 EPERM Operation not permitted\n"u8
        + "2 ENOENT No such file or directory\n"u8
        + "3 ESRCH No such process\n"u8
        + "4 EINTR Interrupted system call\n"u8
        + "5 EIO Input/output error\n"u8
        + "6 ENXIO No such device or address\n"u8
        + "7 E2BIG Argument list too long\n"u8
        + "8 ENOEXEC Exec format error\n"u8
        + "9 EBADF Bad file descriptor\n"u8
        + "10 ECHILD No child processes\n"u8
        + "11 EAGAIN Resource temporarily unavailable\n"u8
        + "12 ENOMEM Cannot allocate memory\n"u8
        + "13 EACCES Permission denied\n"u8
        + "14 EFAULT Bad address\n"u8
        + "15 ENOTBLK Block device required\n"u8
        + "16 EBUSY Device or resource busy\n"u8
        + "17 EEXIST File exists\n"u8
        + "18 EXDEV Invalid cross-device link\n"u8
        + "19 ENODEV No such device\n"u8
        + "20 ENOTDIR Not a directory\n"u8
        + "21 EISDIR Is a directory\n"u8
        + "22 EINVAL Invalid argument\n"u8
        + "23 ENFILE Too many open files in system\n"u8
        + "24 EMFILE Too many open files\n"u8
        + "25 ENOTTY Inappropriate ioctl for device\n"u8
        + "26 ETXTBSY Text file busy\n"u8
        + "27 EFBIG File too large\n"u8
        + "28 ENOSPC No space left on device\n"u8
        + "29 ESPIPE Illegal seek\n"u8
        + "30 EROFS Read-only file system\n"u8
        + "31 EMLINK Too many links\n"u8
        + "32 EPIPE Broken pipe\n"u8
        + "33 EDOM Numerical argument out of domain\n"u8
        + "34 ERANGE Numerical result out of range\n"u8
        + "35 EDEADLK Resource deadlock avoided\n"u8
        + "36 ENAMETOOLONG File name too long\n"u8
        + "37 ENOLCK No locks available\n"u8
        + "38 ENOSYS Function not implemented\n"u8
        + "39 ENOTEMPTY Directory not empty\n"u8
        + "40 ELOOP Too many levels of symbolic links\n"u8
        + "42 ENOMSG No message of desired type\n"u8
        + "43 EIDRM Identifier removed\n"u8
        + "44 ECHRNG Channel number out of range\n"u8
        + "45 EL2NSYNC Level 2 not synchronized\n"u8
        + "46 EL3HLT Level 3 halted\n"u8
        + "47 EL3RST Level 3 reset\n"u8
        + "48 ELNRNG Link number out of range\n"u8
        + "49 EUNATCH Protocol driver not attached\n"u8
        + "50 ENOCSI No CSI structure available\n"u8
        + "51 EL2HLT Level 2 halted\n"u8
        + "52 EBADE Invalid exchange\n"u8
        + "53 EBADR Invalid request descriptor\n"u8
        + "54 EXFULL Exchange full\n"u8
        + "55 ENOANO No anode\n"u8
        + "56 EBADRQC Invalid request code\n"u8
        + "57 EBADSLT Invalid slot\n"u8
        + "59 EBFONT Bad font file format\n"u8
        + "60 ENOSTR Device not a stream\n"u8
        + "61 ENODATA No data available\n"u8
        + "62 ETIME Timer expired\n"u8
        + "63 ENOSR Out of streams resources\n"u8
        + "64 ENONET Machine is not on the network\n"u8
        + "65 ENOPKG Package not installed\n"u8
        + "66 EREMOTE Object is remote\n"u8
        + "67 ENOLINK Link has been severed\n"u8
        + "68 EADV Advertise error\n"u8
        + "69 ESRMNT Srmount error\n"u8
        + "70 ECOMM Communication error on send\n"u8
        + "71 EPROTO Protocol error\n"u8
        + "72 EMULTIHOP Multihop attempted\n"u8
        + "73 EDOTDOT RFS specific error\n"u8
        + "74 EBADMSG Bad message\n"u8
        + "75 EOVERFLOW Value too large for defined data type\n"u8
        + "76 ENOTUNIQ Name not unique on network\n"u8
        + "77 EBADFD File descriptor in bad state\n"u8
        + "78 EREMCHG Remote address changed\n"u8
        + "79 ELIBACC Can not access a needed shared library\n"u8
        + "80 ELIBBAD Accessing a corrupted shared library\n"u8
        + "81 ELIBSCN .lib section in a.out corrupted\n"u8
        + "82 ELIBMAX Attempting to link in too many shared libraries\n"u8
        + "83 ELIBEXEC Cannot exec a shared library directly\n"u8
        + "84 EILSEQ Invalid or incomplete multibyte or wide character\n"u8
        + "85 ERESTART Interrupted system call should be restarted\n"u8
        + "86 ESTRPIPE Streams pipe error\n"u8
        + "87 EUSERS Too many users\n"u8
        + "88 ENOTSOCK Socket operation on non-socket\n"u8
        + "89 EDESTADDRREQ Destination address required\n"u8
        + "90 EMSGSIZE Message too long\n"u8
        + "91 EPROTOTYPE Protocol wrong type for socket\n"u8
        + "92 ENOPROTOOPT Protocol not available\n"u8
        + "93 EPROTONOSUPPORT Protocol not supported\n"u8
        + "94 ESOCKTNOSUPPORT Socket type not supported\n"u8
        + "95 EOPNOTSUPP Operation not supported\n"u8
        + "96 EPFNOSUPPORT Protocol family not supported\n"u8
        + "97 EAFNOSUPPORT Address family not supported by protocol\n"u8
        + "98 EADDRINUSE Address already in use\n"u8
        + "99 EADDRNOTAVAIL Cannot assign requested address\n"u8
        + "100 ENETDOWN Network is down\n"u8
        + "101 ENETUNREACH Network is unreachable\n"u8
        + "102 ENETRESET Network dropped connection on reset\n"u8
        + "103 ECONNABORTED Software caused connection abort\n"u8
        + "104 ECONNRESET Connection reset by peer\n"u8
        + "105 ENOBUFS No buffer space available\n"u8
        + "106 EISCONN Transport endpoint is already connected\n"u8
        + "107 ENOTCONN Transport endpoint is not connected\n"u8
        + "108 ESHUTDOWN Cannot send after transport endpoint shutdown\n"u8
        + "109 ETOOMANYREFS Too many references: cannot splice\n"u8
        + "110 ETIMEDOUT Connection timed out\n"u8
        + "111 ECONNREFUSED Connection refused\n"u8
        + "112 EHOSTDOWN Host is down\n"u8
        + "113 EHOSTUNREACH No route to host\n"u8
        + "114 EALREADY Operation already in progress\n"u8
        + "115 EINPROGRESS Operation now in progress\n"u8
        + "116 ESTALE Stale file handle\n"u8
        + "117 EUCLEAN Structure needs cleaning\n"u8
        + "118 ENOTNAM Not a XENIX named type file\n"u8
        + "119 ENAVAIL No XENIX semaphores available\n"u8
        + "120 EISNAM Is a named type file\n"u8
        + "121 EREMOTEIO Remote I/O error\n"u8
        + "122 EDQUOT Disk quota exceeded\n"u8
        + "123 ENOMEDIUM No medium found\n"u8
        + "124 EMEDIUMTYPE Wrong medium type\n"u8
        + "125 ECANCELED Operation canceled\n"u8
        + "126 ENOKEY Required key not available\n"u8
        + "127 EKEYEXPIRED Key has expired\n"u8
        + "128 EKEYREVOKED Key has been revoked\n"u8
        + "129 EKEYREJECTED Key was rejected by service\n"u8
        + "130 EOWNERDEAD Owner died\n"u8
        + "131 ENOTRECOVERABLE State not recoverable\n"u8
        + "132 ERFKILL Operation not possible due to RF-kill\n"u8
        + "133 EHWPOISON Memory page has hardware error\n"u8;

    /// <summary>Finds what is told of an error; <c>false</c>: Linux has none with this number.</summary>
    internal static bool TryFind(Errno error, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = All;
        while (rest.Length != 0)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = rest[..end];
            rest = rest[(end + 1)..];
            int number = 0;
            int i = 0;
            for (; line[i] != ' '; i++) number = (number * 10) + line[i] - '0';
            if (number != (int)error) continue;
            line = line[(i + 1)..];
            int space = line.IndexOf((byte)' ');
            name = line[..space];
            text = line[(space + 1)..];
            return true;
        }

        name = default;
        text = default;
        return false;
    }
}
