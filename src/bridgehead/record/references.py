"""The works that words, questions and parameters come from, cited the same way everywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper or book, as it is cited.

    Attributes:
        authors: family names as cited. year: of publication; 0 where the copy at hand gives none.
        title: in full, or its beginning. doi: where it has one and we have checked it.
    """

    authors: str
    year: int = 0
    title: str = ""
    doi: str = ""

    def __str__(self) -> str:
        """Authors and year."""
        return f"{self.authors} {self.year}" if self.year else self.authors


#: the works the words and questions come from; the first five are the papers the product is built on
WORKS: dict[str, Reference] = {
    "qsense": Reference("Q-Sense study", 0, "Case study of Q-Sense's scientific network and internationalization"),
    "coordination": Reference("Network coordination study", 0, "Network coordination in eight biotechnology SMEs"),
    "iplik": Reference(
        "İplik", 2010, "Networking as an internationalization strategy for SMEs", "10.4026/1303-2860.2010.137.x"
    ),
    "lew": Reference(
        "Lew, Khan, Rao-Nicholson & He",
        2016,
        "Internationalization process of Chinese SMEs",
        "10.1504/IJMCS.2016.10002103",
    ),
    "castiglioni": Reference("Castiglioni, Castro & Galán", 0, "Internationalization in the aeronautic industry"),
    "granovetter": Reference("Granovetter", 1973, "The strength of weak ties"),
    "outsidership": Reference(
        "Johanson & Vahlne", 2009, "The Uppsala internationalization process model revisited", "10.1057/jibs.2009.24"
    ),
    "ellis": Reference("Ellis", 2011, "Social ties and international entrepreneurship", "10.1057/jibs.2010.20"),
    "vasilchenko": Reference(
        "Vasilchenko & Morrish", 2011, "Social ties recognise opportunities, business ties exploit them"
    ),
    "burt": Reference("Burt", 1992, "Structural holes"),
    "borgatti": Reference("Borgatti", 1997, "Structural holes: unpacking Burt's redundancy measures"),
    "gould": Reference("Gould & Fernandez", 1989, "Structures of mediation", "10.2307/270949"),
    "coviello": Reference(
        "Coviello", 2006, "The network dynamics of international new ventures", "10.1057/palgrave.jibs.8400219"
    ),
    "newman": Reference(
        "Newman", 2001, "Scientific collaboration networks II: shortest paths, weighted networks, and centrality"
    ),
    "ozcan": Reference(
        "Ozcan & Eisenhardt", 2009, "Origin of alliance portfolios: entrepreneurs, network strategies, firm performance"
    ),
    "gulati": Reference("Gulati & Gargiulo", 1999, "Where do interorganizational networks come from?"),
    "kale": Reference(
        "Kale, Dyer & Singh", 2002, "Alliance capability, stock market response, and long term alliance success"
    ),
    "herfindahl": Reference("Herfindahl", 1950, "Concentration in the steel industry"),
    "brown": Reference("Brown, Cai & DasGupta", 2001, "Interval estimation for a binomial proportion"),
    "hong": Reference(
        "Hong",
        2013,
        "On computing the distribution function for the Poisson binomial distribution",
        "10.1016/j.csda.2012.10.006",
    ),
    "larson": Reference("Larson & Starr", 1993, "A network model of organization formation"),
    "kaplan": Reference(
        "Kaplan & Meier",
        1958,
        "Nonparametric estimation from incomplete observations",
        "10.1080/01621459.1958.10501452",
    ),
    "brookmeyer": Reference("Brookmeyer & Crowley", 1982, "A confidence interval for the median survival time"),
    "dollinger": Reference("Dollinger", 1995, "Entrepreneurship: strategies and resources"),
    "mattsson": Reference(
        "Johanson & Mattsson", 1988, "Internationalization in industrial systems: a network approach"
    ),
    "knight": Reference(
        "Knight & Cavusgil",
        2004,
        "Innovation, organizational capabilities, and the born-global firm",
        "10.1057/palgrave.jibs.8400071",
    ),
    "jansson": Reference(
        "Jansson & Sandberg",
        2008,
        "Internationalization of small and medium sized enterprises in the Baltic Sea Region",
    ),
    "eisenhardt": Reference("Eisenhardt", 1989, "Building theories from case study research"),
    "yin": Reference("Yin", 2009, "Case study research: design and methods"),
    "mezgar": Reference(
        "Mezgár, Kovács & Paganelli", 2000, "Co-operative production planning for small- and medium-sized enterprises"
    ),
    "hammami": Reference("Hammami, Burlat & Campagne", 2003, "Evaluating orders allocation within networks of firms"),
    "shapley": Reference("Shapley", 1953, "A value for n-person games"),
    "castro": Reference(
        "Castro, Gómez & Tejada", 2009, "Polynomial calculation of the Shapley value based on sampling"
    ),
    "kempe": Reference(
        "Kempe, Kleinberg & Tardos",
        2003,
        "Maximizing the spread of influence through a social network",
        "10.1145/956750.956769",
    ),
    "key_players": Reference(
        "Borgatti", 2006, "Identifying sets of key players in a social network", "10.1007/s10588-006-7084-x"
    ),
    "borgs": Reference(
        "Borgs, Brautbar, Chayes & Lucier",
        2014,
        "Maximizing social influence in nearly optimal time",
        "10.1137/1.9781611973402.70",
    ),
    "opim": Reference(
        "Tang, Tang, Xiao & Yuan",
        2018,
        "Online processing algorithms for influence maximization",
        "10.1145/3183713.3183749",
    ),
    "celf": Reference(
        "Leskovec, Krause, Guestrin, Faloutsos, VanBriesen & Glance",
        2007,
        "Cost-effective outbreak detection in networks",
        "10.1145/1281192.1281239",
    ),
    "adamic": Reference("Adamic & Adar", 2003, "Friends and neighbors on the Web"),
    "lu": Reference(
        "Lü & Zhou", 2010, "Link prediction in weighted networks: the role of weak ties", "10.1209/0295-5075/89/18001"
    ),
    "liben": Reference("Liben-Nowell & Kleinberg", 2004, "The link prediction problem for social networks"),
    "iso3166": Reference("ISO 3166-1"),
    "ours": Reference("Bridgehead"),
    "pivot_mds": Reference(
        "Brandes & Pich",
        2007,
        "Eigensolver methods for progressive multidimensional scaling of large data",
        "10.1007/978-3-540-70904-6_6",
    ),
    "forceatlas": Reference(
        "Jacomy, Venturini, Heymann & Bastian",
        2014,
        "ForceAtlas2, a continuous graph layout algorithm for handy network visualization",
        "10.1371/journal.pone.0098679",
    ),
}
