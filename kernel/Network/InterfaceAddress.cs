// SPDX-License-Identifier: MIT
namespace Skift.Network;

/// <summary>An own address on an interface, and how many of its bits name the network.</summary>
internal readonly record struct InterfaceAddress(InternetAddress Address, int PrefixLength);
