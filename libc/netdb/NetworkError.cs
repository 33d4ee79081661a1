// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>What getaddrinfo and getnameinfo answer: C's EAI_ constants.</summary>
internal static class NetworkError
{
    internal const int BadFlags = -1;
    internal const int NoName = -2;
    internal const int Again = -3;
    internal const int Fail = -4;
    internal const int NoData = -5;
    internal const int Family = -6;
    internal const int SocketType = -7;
    internal const int Service = -8;
    internal const int AddressFamily = -9;
    internal const int Memory = -10;
    internal const int System = -11;
    internal const int Overflow = -12;
}
