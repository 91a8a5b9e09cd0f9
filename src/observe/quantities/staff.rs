//! Workers and posts, counted over time.

quantities!(
    /// Services with workers, whose caseload and posts are counted over time.
    Staff {
        /// Community treatment of opiate users.
        Opiate,
        /// Community treatment of everyone else.
        OtherCommunity,
        /// Psychosocial treatment in prison.
        Psychosocial,
        /// Clinical treatment in prison.
        Clinical,
        /// RECONNECT.
        Reconnect,
        /// Local schemes through the gate.
        LocalScheme,
        /// Probation.
        Probation,
        /// Navigators of diversion schemes.
        Diversion,
        /// Arrest referral.
        ArrestReferral,
        /// Assessors for treatment requirements at court.
        Assessors,
        /// Planners of releases, in prison.
        Planners,
        /// The low-threshold service.
        LowThreshold,
    }
);

/// How a service is staffed at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staffing {
    /// People held.
    pub caseload: u32,
    /// Workers in post.
    pub in_post: u32,
    /// Posts.
    pub posts: u32,
}

impl Staffing {
    /// Two services taken together.
    pub fn and(self, other: Staffing) -> Staffing {
        Staffing {
            caseload: self.caseload + other.caseload,
            in_post: self.in_post + other.in_post,
            posts: self.posts + other.posts,
        }
    }
}
